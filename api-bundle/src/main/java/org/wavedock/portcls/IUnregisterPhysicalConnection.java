// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * Withdraws a connection; {@code IUnregisterPhysicalConnection} (portcls.h). Found by {@code queryInterface} on a port.
 *
 * <p>The two methods for connections to other devices are left out, as is their registration.
 */
@ProviderType
public interface IUnregisterPhysicalConnection extends IUnknown {
    /**
     * Withdraws it; {@code UnregisterPhysicalConnection}. The arguments are those it was registered with. Control path.
     *
     * @param from the port that audio comes from
     * @param fromPin its pin
     * @param to the port that audio goes to
     * @param toPin its pin
     * @throws AudioException {@code INVALID_PARAMETER} for null, {@code NOT_FOUND} if there is no such connection
     */
    void unregisterPhysicalConnection(IUnknown from, int fromPin, IUnknown to, int toPin) throws AudioException;
}
