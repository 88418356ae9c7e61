// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import org.wavedock.dma.DeviceDescription;

/**
 * What a device is configured to be.
 *
 * @param device what it says of itself
 * @param pcm the PCM's name
 * @param definition the configuration in which the name is looked up, or null for the system's
 * @param periodMicros the wanted period
 * @param layout the wanted layout of the ring
 */
public record DeviceSettings(DeviceDescription device, String pcm, String definition, int periodMicros, Layout layout) {
    /** Which layout of the ring. */
    public enum Layout {
        /** Interleaved if the PCM can, else channel after channel. */
        AUTO,
        /** Frame after frame. */
        INTERLEAVED,
        /** Channel after channel. */
        NONINTERLEAVED
    }

    /** The platform's name of the device. */
    public String name() {
        return device.name();
    }
}
