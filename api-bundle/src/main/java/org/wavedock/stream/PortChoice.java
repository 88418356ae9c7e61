// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.util.Map;
import java.util.Objects;

/**
 * Which port carries a stream on which device. Every device can be driven by both; a stream is heard the same through either.
 *
 * @param standard on all devices that are not named, not null
 * @param exceptions by the name of the device, whether it is there or not; copied
 */
public record PortChoice(PortClass standard, Map<String, PortClass> exceptions) {
    /** WaveCyclic everywhere, as streams have it that do not ask. */
    public static final PortChoice WAVE_CYCLIC = everywhere(PortClass.WAVE_CYCLIC);

    /** WavePci everywhere. */
    public static final PortChoice WAVE_PCI = everywhere(PortClass.WAVE_PCI);

    /** Copies the exceptions. */
    public PortChoice {
        Objects.requireNonNull(standard, "standard");
        exceptions = Map.copyOf(exceptions);
    }

    private static PortChoice everywhere(PortClass port) {
        return new PortChoice(port, Map.of());
    }

    /**
     * The port for a device.
     *
     * @param device its name, not null
     * @return the port
     */
    public PortClass on(String device) {
        return exceptions.getOrDefault(device, standard);
    }
}
