// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;

/** Mappings as the place where a ring's captured frames go: given back as soon as they are full. */
final class MappingSink implements FrameSink {
    private final HeldMappings held;
    private final int frameBytes;
    private final long reach;
    private long filled;

    /**
     * A sink.
     *
     * @param held the mappings
     * @param frameBytes bytes of a frame
     * @param reach how many frames of room are taken from the port
     */
    MappingSink(HeldMappings held, int frameBytes, long reach) {
        this.held = held;
        this.frameBytes = frameBytes;
        this.reach = reach;
    }

    /** The stream starts over. */
    void clear() {
        filled = 0;
        held.clear();
    }

    /** Bytes of the stream that have been recorded. */
    long bytesFilled() {
        return filled;
    }

    int revoke(long firstTag, long lastTag) {
        return held.revoke(firstTag, lastTag, filled);
    }

    /** Takes what the port has. */
    void take() {
        held.take(filled + reach * frameBytes);
    }

    @Override
    public long room() {
        take();
        return (held.bytes() - filled) / frameBytes;
    }

    @Override
    public void append(ByteBuffer source, int frames) {
        var bytes = frames * frameBytes;
        var done = 0;
        while (done < bytes) {
            var piece = held.contiguous(filled, bytes - done);
            held.memory(filled).put(held.offset(filled), source, done, piece);
            filled += piece;
            done += piece;
        }
    }

    @Override
    public void publish() {
        held.release(filled);
    }
}
