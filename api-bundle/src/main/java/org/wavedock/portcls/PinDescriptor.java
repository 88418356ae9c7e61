// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;
import java.util.Objects;
import org.wavedock.wave.Direction;

/**
 * A kind of stream that a subdevice offers; {@code PCPIN_DESCRIPTOR} (portcls.h).
 *
 * @param direction which way its audio flows, not null
 * @param maxInstances how many of its streams can be open at once, 0 or more, or {@link #UNLIMITED}
 * @param dataRanges the formats it can do, best first
 */
public record PinDescriptor(Direction direction, int maxInstances, List<DataRange> dataRanges) {
    /** No limit; portcls' {@code KSINSTANCE_INDETERMINATE}. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /**
     * Checks the values and copies the list.
     *
     * @throws IllegalArgumentException if the number of instances is negative
     */
    public PinDescriptor {
        Objects.requireNonNull(direction, "direction");
        if (maxInstances < 0) {
            throw new IllegalArgumentException("pin has " + maxInstances + " instances, expected 0 or more");
        }
        dataRanges = List.copyOf(dataRanges);
    }
}
