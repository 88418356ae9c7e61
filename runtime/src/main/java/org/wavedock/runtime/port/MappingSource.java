// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.IDmaChannel;

/** Mappings as the source of a ring: taken as far as the ring wants to be filled, given back when their frames have been heard. */
final class MappingSource implements FrameSource {
    private final HeldMappings held;
    private final int frameBytes;
    private long base;
    private long heard;
    private long copied;

    /**
     * A source.
     *
     * @param held the mappings
     * @param frameBytes bytes of a frame
     */
    MappingSource(HeldMappings held, int frameBytes) {
        this.held = held;
        this.frameBytes = frameBytes;
    }

    /** The stream starts over, and its first byte is this frame. */
    void startAt(long frame) {
        base = frame;
        heard = frame;
        copied = frame;
        held.clear();
    }

    /** All before this frame has been heard. */
    void heard(long frame) {
        heard = frame;
        held.release((frame - base) * frameBytes);
    }

    /** Takes what the port has up to a frame. */
    void take(long upTo) {
        held.take((upTo - base) * frameBytes);
    }

    /** Bytes of the stream that have been heard. */
    long bytesHeard() {
        return (heard - base) * frameBytes;
    }

    int revoke(long firstTag, long lastTag) {
        return held.revoke(firstTag, lastTag, (copied - base) * frameBytes);
    }

    @Override
    public long end() {
        return base + held.bytes() / frameBytes;
    }

    @Override
    public void copyTo(long frame, int frames, IDmaChannel channel, int offset) {
        var from = (frame - base) * frameBytes;
        var bytes = frames * frameBytes;
        var done = 0;
        while (done < bytes) {
            var piece = held.contiguous(from + done, bytes - done);
            channel.copyTo(offset + done, held.memory(from + done), held.offset(from + done), piece);
            done += piece;
        }
        copied = Math.max(copied, frame + frames);
    }
}
