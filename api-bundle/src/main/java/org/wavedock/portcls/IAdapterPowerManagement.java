// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;

/**
 * Switches an adapter's power; {@code IAdapterPowerManagement} (portcls.h), without its questions about capabilities. Given
 * to {@link AdapterDevice#registerAdapterPowerManagement}.
 */
@ConsumerType
public interface IAdapterPowerManagement extends IUnknown {
    /**
     * Switches; {@code PowerChangeState}. Called after all miniports have been told on the way down, before them on the
     * way up. Control path; may block.
     *
     * @param newState the state to enter, not null
     */
    void powerChangeState(IPowerNotify.PowerState newState);
}
