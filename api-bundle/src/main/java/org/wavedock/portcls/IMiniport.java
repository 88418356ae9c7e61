// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/**
 * The vendor's half of an audio subdevice; {@code IMiniport} (portcls.h).
 *
 * <p>May offer {@link IPinCount} and {@link IPowerNotify} by {@code queryInterface}.
 */
@ConsumerType
public interface IMiniport extends IUnknown {
    /**
     * What the subdevice consists of; {@code GetDescription}. Control path; called by the port after the miniport's own
     * {@code init}. The same value always.
     *
     * @return the description, not null
     */
    FilterDescriptor getDescription();

    /**
     * The best format that a pin and a client have in common; {@code DataRangeIntersection}. Control path. Portcls'
     * queries for the size of the answer have no counterpart.
     *
     * @param pin the pin, an index into the description's pins
     * @param clientRange what the client can do, not null
     * @return the format, or empty to have the port choose from the pin's data ranges ({@code STATUS_NOT_IMPLEMENTED})
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED} if there is none, or none now; {@code INVALID_PARAMETER} if
     *     there is no such pin
     */
    Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) throws AudioException;
}
