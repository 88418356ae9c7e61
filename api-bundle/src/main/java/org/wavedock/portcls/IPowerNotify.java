// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;

/** Tells a miniport about power; {@code IPowerNotify} (portcls.h). Found by {@code queryInterface} on the miniport. */
@ConsumerType
public interface IPowerNotify extends IUnknown {
    /**
     * The power state changes; {@code PowerChangeNotify}. On the way down the port has paused all streams before; on
     * the way up it resumes them afterwards. Control path; may block.
     *
     * @param newState the state that is being entered, not null
     */
    void powerChangeNotify(PowerState newState);

    /** The power of a device; {@code DEVICE_POWER_STATE} (wdm.h). */
    enum PowerState {
        /** Fully on. */
        D0,
        /** A light sleep. */
        D1,
        /** A deeper sleep. */
        D2,
        /** Off. */
        D3
    }
}
