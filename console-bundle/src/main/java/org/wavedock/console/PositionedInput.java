// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A buffered stream that knows how far it has been read. */
final class PositionedInput extends FilterInputStream {
    private long position;
    private long marked;

    PositionedInput(InputStream in) {
        super(new BufferedInputStream(in, 1 << 16));
    }

    /** Bytes read or skipped since the start. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        var value = in.read();
        position += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = in.read(target, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        var skipped = in.skip(count);
        position += skipped;
        return skipped;
    }

    @Override
    public synchronized void mark(int limit) {
        in.mark(limit);
        marked = position;
    }

    @Override
    public synchronized void reset() throws IOException {
        in.reset();
        position = marked;
    }
}
