// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * The system's half of an audio subdevice; {@code IPort} (portcls.h). Comes from {@link PortFactory#newPort}.
 *
 * <p>{@code GetDeviceProperty} and {@code NewRegistryKey} are left out: service properties and Configuration Admin do
 * their work here.
 */
@ProviderType
public interface IPort extends IUnknown {
    /**
     * Binds the port to a miniport and makes the miniport set itself up; {@code Init}. Portcls' {@code DeviceObject}
     * and {@code Irp} have no meaning in Java. Control path; may block as the miniport's own {@code init} may.
     *
     * <p>The port asks the miniport for the interface that it needs, calls its {@code init} with these very arguments,
     * fetches the description, and then looks for {@link IPinCount} and {@link IPowerNotify}. It keeps a reference to
     * the miniport until the port itself goes, so that the caller may release its own, whether or not it worked.
     *
     * @param miniport the miniport, not null
     * @param adapter the adapter driver's own object, handed on as it is, or null
     * @param resources what the miniport may use, handed on as it is and never changed, or null
     * @throws AudioException {@code INVALID_PARAMETER} if the miniport is null or does not offer the interface that
     *     this port needs, {@code INVALID_DEVICE_STATE} if the port is bound already (the binding stays), or what the
     *     miniport's own {@code init} throws; after a failure the port holds no reference to the miniport
     */
    void init(IUnknown miniport, IUnknown adapter, IResourceList resources) throws AudioException;
}
