// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;

/**
 * Makes ports and what goes with them, an OSGi service of the platform's; the {@code PcNew…} functions (portcls.h).
 *
 * <p>Control path; any thread; does not block.
 */
@ProviderType
public interface PortFactory {
    /**
     * A new port, to be bound to a miniport by {@link IPort#init}; {@code PcNewPort}. The port's interface stands where
     * portcls has a class id: {@link IPortWaveCyclic} for {@code CLSID_PortWaveCyclic}, {@link IPortWavePci} for
     * {@code CLSID_PortWavePci}.
     *
     * @param <P> the port's interface
     * @param portClass the same as a token
     * @return a port with one reference, the caller's
     * @throws AudioException {@code INVALID_PARAMETER} for null, {@code NOT_SUPPORTED} for a class that is no port of
     *     this platform
     */
    <P extends IPort> P newPort(Class<P> portClass) throws AudioException;

    /**
     * A new service group without members; {@code PcNewServiceGroup}.
     *
     * @return a group with one reference, the caller's
     */
    IServiceGroup newServiceGroup();

    /**
     * A list of resources; {@code PcNewResourceList}, and {@code PcNewResourceSublist} as well, as a list never
     * changes.
     *
     * @param entries copied in their order; not null, without nulls, may be empty
     * @return the list
     */
    IResourceList newResourceList(List<? extends Resource> entries);
}
