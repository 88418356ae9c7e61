// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.wavedock.wave.WaveFormat;

/** Bytes on their way from the playing card's thread to the capturing card's; lock-free. What finds no room is dropped. */
final class LoopbackRing {
    private final WaveFormat format;
    private final ByteBuffer bytes;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** Room for a second. */
    LoopbackRing(WaveFormat format) {
        this.format = format;
        bytes = ByteBuffer.allocateDirect((int) format.bytes(format.sampleRate()));
    }

    WaveFormat format() {
        return format;
    }

    /** Playing thread: as many whole frames as there is room for. */
    void write(ByteBuffer source, int offset, int byteCount) {
        var at = written.get();
        var room = bytes.capacity() - (int) (at - read.get());
        var count = Math.min(byteCount, room);
        var index = (int) (at % bytes.capacity());
        var head = Math.min(count, bytes.capacity() - index);
        bytes.put(index, source, offset, head);
        bytes.put(0, source, offset + head, count - head);
        written.set(at + count);
    }

    /** Capturing thread: as many bytes as there are. */
    int read(ByteBuffer target, int offset, int byteCount) {
        var at = read.get();
        var count = (int) Math.min(byteCount, written.get() - at);
        var index = (int) (at % bytes.capacity());
        var head = Math.min(count, bytes.capacity() - index);
        target.put(offset, bytes, index, head);
        target.put(offset + head, bytes, 0, count - head);
        read.set(at + count);
        return count;
    }

    /** Capturing thread: forgets up to so many bytes. */
    void skip(long byteCount) {
        var at = read.get();
        read.set(at + Math.min(byteCount, written.get() - at));
    }
}
