// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.nio.ByteBuffer;

/**
 * A link of a chain that one thread fills while another reads behind it: what lies below {@link #filled()} does not change any
 * more, and once there is a {@link #next()} no more comes.
 */
final class Chunk {
    private final ByteBuffer bytes;
    private volatile int filled;
    private volatile Chunk next;

    Chunk(int capacity) {
        bytes = ByteBuffer.allocate(capacity);
    }

    /** Filling thread: as much of the source as there is room for. */
    int append(ByteBuffer source, int offset, int byteCount) {
        var at = filled;
        var count = Math.min(byteCount, bytes.capacity() - at);
        bytes.put(at, source, offset, count);
        filled = at + count;
        return count;
    }

    /** Filling thread. */
    void link(Chunk chunk) {
        next = chunk;
    }

    int filled() {
        return filled;
    }

    Chunk next() {
        return next;
    }

    /** A view of its own for a reader. */
    ByteBuffer view() {
        return bytes.duplicate();
    }

    /** Reading thread, which has done with it. */
    void recycle() {
        filled = 0;
        next = null;
    }
}
