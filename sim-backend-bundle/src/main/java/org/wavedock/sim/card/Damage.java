// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;

/** Makes of every byte another one, while it is on. Hot path. */
final class Damage {
    private static final int SCRATCH_BYTES = 4096;
    private static final int FLIPPED = 0x55;

    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);
    private boolean on;

    void turn(boolean isOn) {
        on = isOn;
    }

    boolean isOn() {
        return on;
    }

    /** Where it lies. */
    void apply(ByteBuffer memory, int offset, int byteCount) {
        for (var i = offset; i < offset + byteCount; i++) {
            memory.put(i, (byte) (memory.get(i) ^ FLIPPED));
        }
    }

    /** A damaged copy of the next bytes, as many as there is room for in whole frames. */
    ByteBuffer copy(ByteBuffer memory, int offset, int byteCount) {
        scratch.put(0, memory, offset, byteCount);
        apply(scratch, 0, byteCount);
        return scratch;
    }

    /** The most bytes of whole frames that can be copied at once. */
    static int capacity(int frameBytes) {
        return SCRATCH_BYTES / frameBytes * frameBytes;
    }
}
