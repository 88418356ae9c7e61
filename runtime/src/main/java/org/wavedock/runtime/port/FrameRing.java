// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.runtime.convert.FrameMemory;

/**
 * Frames between a client and a pump: one side appends, the other copies, neither waits for the other.
 *
 * <p>Frames are numbered for ever; frame {@code f} lies at {@code f mod capacity}. For rendering this is the stream's history:
 * the client appends, and whichever pin carries the stream copies from any frame that is not yet known to have been heard.
 */
public final class FrameRing implements FrameSource, FrameMemory {
    private final ByteBuffer memory;
    private final int capacity;
    private final int frameBytes;
    private volatile long end;

    /**
     * An empty ring.
     *
     * @param capacity frames
     * @param frameBytes bytes of a frame
     */
    public FrameRing(int capacity, int frameBytes) {
        memory = ByteBuffer.allocateDirect(Math.multiplyExact(capacity, frameBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        this.capacity = capacity;
        this.frameBytes = frameBytes;
    }

    /** The number of the next frame to be appended. */
    @Override
    public long end() {
        return end;
    }

    /** How many frames the ring holds. */
    public int capacity() {
        return capacity;
    }

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public int offset(long frame) {
        return (int) (frame % capacity) * frameBytes;
    }

    /** The length of so many frames. */
    int bytes(int frames) {
        return frames * frameBytes;
    }

    @Override
    public int contiguous(long frame, long wanted) {
        return (int) Math.min(wanted, capacity - frame % capacity);
    }

    @Override
    public void copyTo(long frame, int frames, IDmaChannel channel, int offset) {
        var done = 0;
        while (done < frames) {
            var piece = contiguous(frame + done, frames - done);
            channel.copyTo(offset + done * frameBytes, memory, offset(frame + done), piece * frameBytes);
            done += piece;
        }
    }

    /** Makes appended frames visible to the other side. */
    void publish(long newEnd) {
        end = newEnd;
    }

    /**
     * Appends what a client wrote.
     *
     * @param source its position moves
     * @param frames at most the room that there is
     */
    public void append(ByteBuffer source, int frames) {
        var frame = end;
        var left = frames;
        while (left > 0) {
            var count = contiguous(frame, left);
            memory.put(offset(frame), source, source.position(), count * frameBytes);
            source.position(source.position() + count * frameBytes);
            frame += count;
            left -= count;
        }
        end = frame;
    }

    /**
     * Appends what another ring holds.
     *
     * @param source of the same format
     * @param first the first frame there
     * @param frames at most the room that there is
     */
    void append(FrameRing source, long first, long frames) {
        var start = end;
        var done = 0L;
        while (done < frames) {
            var count = contiguous(start + done, source.contiguous(first + done, frames - done));
            memory.put(offset(start + done), source.memory, source.offset(first + done), count * frameBytes);
            done += count;
        }
        end = start + frames;
    }

    /**
     * Hands frames to a client.
     *
     * @param from the first frame
     * @param destination its position moves
     * @param frames at most what has been appended
     */
    public void copyOut(long from, ByteBuffer destination, int frames) {
        var frame = from;
        var left = frames;
        while (left > 0) {
            var count = contiguous(frame, left);
            destination.put(destination.position(), memory, offset(frame), count * frameBytes);
            destination.position(destination.position() + count * frameBytes);
            frame += count;
            left -= count;
        }
    }
}
