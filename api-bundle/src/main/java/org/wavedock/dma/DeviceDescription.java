// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.util.Objects;

/**
 * What a device says of itself.
 *
 * @param name short, stable and unique on the platform: the name people type; letters, digits and {@code . _ : , = -}
 * @param description for people, not null
 * @param fifoFrames frames that the device may still hold, unheard, after its counter has passed them; they are lost if it is
 *     stopped at once; 0 or more
 * @param startFrames frames that the device takes at once when it starts; 0 or more
 * @param identity what the device is recognised by when it comes back, even under another name; not empty, without blanks
 * @param substreams how many channels can be open at once, each direction: with 1 the platform lets all streams share it; 0 if
 *     that is not known
 */
public record DeviceDescription(
        String name, String description, int fifoFrames, int startFrames, String identity, int substreams) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the name or the identity is not of the form above or a number is negative
     */
    public DeviceDescription {
        Objects.requireNonNull(description, "description");
        if (name == null || !name.matches("[\\p{Alnum}._:,=-]+")) {
            throw new IllegalArgumentException(
                    "device name is \"" + name + "\", expected letters, digits and . _ : , = -");
        }
        if (identity == null || !identity.matches("\\S+")) {
            throw new IllegalArgumentException(
                    "identity of device " + name + " is \"" + identity + "\", expected a text without blanks");
        }
        if (fifoFrames < 0 || startFrames < 0 || substreams < 0) {
            throw new IllegalArgumentException("device " + name + " has a FIFO of " + fifoFrames + " frames, takes "
                    + startFrames + " at its start and has " + substreams + " substreams, expected 0 or more");
        }
    }

    /**
     * A device that is heard the moment it counts.
     *
     * @param name as above
     * @param description as above
     */
    public DeviceDescription(String name, String description) {
        this(name, description, 0, 0);
    }

    /**
     * A device that is recognised by its name, and of which it is not known how many channels it has.
     *
     * @param name as above
     * @param description as above
     * @param fifoFrames as above
     * @param startFrames as above
     */
    public DeviceDescription(String name, String description, int fifoFrames, int startFrames) {
        this(name, description, fifoFrames, startFrames, name, 0);
    }

    /**
     * The same with an identity of its own.
     *
     * @param newIdentity as {@link #identity()}
     * @return the description
     */
    public DeviceDescription identifiedBy(String newIdentity) {
        return new DeviceDescription(name, description, fifoFrames, startFrames, newIdentity, substreams);
    }

    /**
     * The same with so many channels.
     *
     * @param newSubstreams as {@link #substreams()}
     * @return the description
     */
    public DeviceDescription withSubstreams(int newSubstreams) {
        return new DeviceDescription(name, description, fifoFrames, startFrames, identity, newSubstreams);
    }
}
