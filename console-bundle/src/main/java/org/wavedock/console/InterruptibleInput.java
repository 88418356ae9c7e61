// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Standard input that Ctrl-C can end: nothing wakes a thread that reads a pipe, so a daemon thread does that and may stay
 * behind.
 */
final class InterruptibleInput extends InputStream {
    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 4;
    private static final long POLL_MILLIS = 20;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private final Cancellation cancellation;
    private volatile IOException failure;
    private byte[] current = END;
    private int position;
    private boolean ended;

    InterruptibleInput(InputStream source, Cancellation cancellation) {
        this.cancellation = cancellation;
        var reader = new Thread(() -> pump(source), "wavedock-stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private void pump(InputStream source) {
        try {
            var block = new byte[BLOCK];
            for (var count = source.read(block); count >= 0; count = source.read(block)) {
                if (count > 0) {
                    blocks.put(Arrays.copyOf(block, count));
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            blocks.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == current.length && !next()) {
            return -1;
        }
        var count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        while (!ended) {
            if (cancellation.isRequested()) {
                throw new InterruptedIOException("stopped");
            }
            var block = poll();
            if (block == END) {
                ended = true;
            } else if (block != null) {
                current = block;
                position = 0;
                return true;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    private byte[] poll() throws InterruptedIOException {
        try {
            return blocks.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
