// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * Makes ports known to clients and says how they are wired; {@code PcRegisterSubdevice} and
 * {@code PcRegisterPhysicalConnection} (portcls.h). A sketch: nothing registers it yet.
 *
 * <p>A registered port offers {@link IUnregisterSubdevice} and {@link IUnregisterPhysicalConnection} by
 * {@code queryInterface}. Control path; any thread; may block.
 */
@ProviderType
public interface SubdeviceRegistry {
    /**
     * Makes a port known; {@code PcRegisterSubdevice}. The registry adds a reference.
     *
     * @param name unique on its device
     * @param port an {@link IPort} that is bound to its miniport
     * @throws AudioException {@code INVALID_PARAMETER} for null or for something that is no port,
     *     {@code OBJECT_NAME_COLLISION} if the name is taken, {@code INSUFFICIENT_RESOURCES} if the device has all it
     *     may have
     */
    void registerSubdevice(String name, IUnknown port) throws AudioException;

    /**
     * Wires two registered ports; {@code PcRegisterPhysicalConnection}.
     *
     * @param from the port that audio comes from
     * @param fromPin its pin
     * @param to the port that audio goes to
     * @param toPin its pin
     * @throws AudioException {@code INVALID_PARAMETER} for null or a pin that is not there, {@code UNSUCCESSFUL} if one
     *     port is not registered
     */
    void registerPhysicalConnection(IUnknown from, int fromPin, IUnknown to, int toPin) throws AudioException;
}
