// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * Withdraws a subdevice; {@code IUnregisterSubdevice} (portcls.h). Found by {@code queryInterface} on a port that is or was
 * registered. It is the port itself under another name: a reference to it keeps port and miniport alive, also after the
 * subdevice is withdrawn.
 *
 * <p>Connections are to be withdrawn first, by {@link IUnregisterPhysicalConnection}. Those that are left behind are withdrawn
 * with the subdevice, and logged.
 */
@ProviderType
public interface IUnregisterSubdevice extends IUnknown {
    /**
     * Withdraws it: clients see it vanish, its streams are stopped, its name is free again;
     * {@code UnregisterSubdevice}. Nothing happens the second time. Control path; may block, but never until clients
     * let go of their streams.
     *
     * @param port the port that was registered
     * @throws AudioException {@code INVALID_PARAMETER} for null or for something that is no port
     */
    void unregisterSubdevice(IUnknown port) throws AudioException;
}
