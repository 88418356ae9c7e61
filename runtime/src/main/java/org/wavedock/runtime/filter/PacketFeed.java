// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.runtime.port.FrameSource;

/**
 * Packets as the source of a ring. What has been copied is kept for a while, for it may be wanted once more when its packet is the
 * client's again: if the device was there before it, or if it starts anew.
 */
final class PacketFeed implements FrameSource {
    private final PacketLine line;
    private final int frameBytes;
    private final ByteBuffer kept;

    /**
     * A source.
     *
     * @param frameBytes bytes of a frame
     * @param keptFrames frames that are kept
     */
    PacketFeed(PacketLine line, int frameBytes, int keptFrames) {
        this.line = line;
        this.frameBytes = frameBytes;
        kept = ByteBuffer.allocateDirect(Math.multiplyExact(keptFrames, frameBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long end() {
        return (line.through() + line.waiting()) / frameBytes;
    }

    @Override
    public void copyTo(long frame, int frames, IDmaChannel channel, int offset) {
        var from = frame * frameBytes;
        var bytes = frames * frameBytes;
        keep(from + bytes);
        var done = 0;
        while (done < bytes) {
            var at = slot(from + done);
            var piece = Math.min(bytes - done, kept.capacity() - at);
            channel.copyTo(offset + done, kept, at, piece);
            done += piece;
        }
    }

    /** Takes bytes out of the packets. */
    private void keep(long end) {
        while (line.through() < end) {
            var entry = line.first();
            var at = slot(line.through());
            var piece = (int) Math.min(Math.min(end - line.through(), entry.left()), kept.capacity() - at);
            kept.put(at, entry.memory, entry.packet.offset() + entry.done, piece);
            line.passed(piece);
        }
    }

    private int slot(long at) {
        return (int) (at % kept.capacity());
    }
}
