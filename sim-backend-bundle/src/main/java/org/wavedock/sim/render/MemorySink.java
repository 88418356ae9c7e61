// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps everything in memory. It grows on the hot path, a chunk at a time: the one exception to "no allocation" there, for
 * tests only.
 */
public final class MemorySink implements Sink {
    private static final int CHUNK_BYTES = 1 << 16;

    private Chunk first;
    private Chunk last;
    private final AtomicLong size = new AtomicLong();

    @Override
    public void write(ByteBuffer source, int offset, int byteCount) {
        var done = 0;
        while (done < byteCount) {
            var count = last == null ? 0 : last.append(source, offset + done, byteCount - done);
            if (count == 0) {
                grow();
            }
            done += count;
        }
        size.addAndGet(byteCount);
    }

    private void grow() {
        var chunk = new Chunk(CHUNK_BYTES);
        if (last == null) {
            first = chunk;
        } else {
            last.link(chunk);
        }
        last = chunk;
    }

    /**
     * What was heard from a byte on. Any thread.
     *
     * @param from 0 to the number of bytes heard
     * @throws IllegalStateException if it is more than an array can hold
     */
    public byte[] content(long from) {
        var length = size.get() - from;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(length + " bytes were heard, more than an array can hold");
        }
        var content = new byte[(int) length];
        var chunk = first;
        for (var skipped = from / CHUNK_BYTES; skipped > 0 && content.length > 0; skipped--) {
            chunk = chunk.next();
        }
        var start = (int) (from % CHUNK_BYTES);
        for (var at = 0; at < content.length; chunk = chunk.next()) {
            var count = Math.min(chunk.filled() - start, content.length - at);
            chunk.view().get(start, content, at, count);
            at += count;
            start = 0;
        }
        return content;
    }
}
