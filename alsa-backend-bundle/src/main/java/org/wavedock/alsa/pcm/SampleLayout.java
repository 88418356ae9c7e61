// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.nio.ByteBuffer;

/**
 * How frames lie in a ring, and the one copy into it or out of it. Offsets and counts are bytes of interleaved frames as
 * Wavedock numbers them, whatever the ring's own order is.
 */
interface SampleLayout {
    /** Copies into the ring; ranges have been checked. Hot path. */
    void put(int offset, ByteBuffer source, int sourceOffset, int count);

    /** Copies out of the ring; ranges have been checked. Hot path. */
    void get(int offset, ByteBuffer destination, int destinationOffset, int count);

    /**
     * Frame after frame, sample for sample as Wavedock has them.
     *
     * @param memory the ring
     */
    record Interleaved(ByteBuffer memory) implements SampleLayout {
        @Override
        public void put(int offset, ByteBuffer source, int sourceOffset, int count) {
            memory.put(offset, source, sourceOffset, count);
        }

        @Override
        public void get(int offset, ByteBuffer destination, int destinationOffset, int count) {
            destination.put(destinationOffset, memory, offset, count);
        }
    }
}
