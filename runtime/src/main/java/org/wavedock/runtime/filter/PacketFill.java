// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import org.wavedock.dma.IDmaChannel;
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
    public void copyFrom(IDmaChannel channel, int offset, int frames) {
        var bytes = frames * frameBytes;
        var done = 0;
        while (done < bytes) {
            var entry = line.first();
            var piece = Math.min(bytes - done, entry.left());
            channel.copyFrom(entry.memory, entry.packet.offset() + entry.done, offset + done, piece);
            line.passed(piece);
            done += piece;
        }
    }

    @Override
    public void publish() {
        // Packets complete one by one.
    }
}
