// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.nio.ByteBuffer;
import org.wavedock.runtime.port.FrameSink;

/** Packets as the place where a ring's captured frames go. */
final class PacketFill implements FrameSink {
    private final PacketLine line;
    private final int frameBytes;

    PacketFill(PacketLine line, int frameBytes) {
        this.line = line;
        this.frameBytes = frameBytes;
    }

    @Override
    public long room() {
        return line.waiting() / frameBytes;
    }

    @Override
    public void append(ByteBuffer source, int frames) {
        var bytes = frames * frameBytes;
        var done = 0;
        while (done < bytes) {
            var entry = line.first();
            var piece = Math.min(bytes - done, entry.left());
            entry.memory.put(entry.packet.offset() + entry.done, source, done, piece);
            line.passed(piece);
            done += piece;
        }
    }

    @Override
    public void publish() {
        // Packets complete one by one.
    }
}
