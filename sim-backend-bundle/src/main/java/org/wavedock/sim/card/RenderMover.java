// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import org.wavedock.wave.WaveFormat;

/**
 * Takes out of the ring what the cursor passed and lets it be heard, as many frames later as the FIFO is long. Bytes are taken
 * as they lie there when somebody looks: what came too late is not heard, what was left there is heard again.
 */
final class RenderMover implements Mover {
    private final Speaker speaker;
    private final int frameBytes;
    private final int fifoBytes;
    private final ByteBuffer fifo;
    private int oldest;
    private int held;

    RenderMover(Speaker speaker, WaveFormat format, int fifoFrames) {
        this.speaker = speaker;
        frameBytes = format.frameBytes();
        fifoBytes = fifoFrames * frameBytes;
        fifo = ByteBuffer.allocateDirect(fifoBytes);
    }

    @Override
    public void begin() {
        oldest = 0;
        held = 0;
    }

    @Override
    public void move(ByteBuffer ring, int mapSize, long fromFrame, long toFrame) {
        if (fifoBytes == 0 && speaker.isUnheard()) {
            speaker.count(toFrame - fromFrame);
            return;
        }
        var at = fromFrame * frameBytes;
        var end = toFrame * frameBytes;
        while (at < end) {
            var offset = (int) (at % mapSize);
            var run = (int) Math.min(end - at, mapSize - offset);
            pass(ring, offset, run);
            at += run;
        }
    }

    /** What is pushed out of the FIFO is heard first, then what never fits into it; the rest goes in. */
    private void pass(ByteBuffer ring, int offset, int byteCount) {
        var excess = Math.max(0, held + byteCount - fifoBytes);
        var old = Math.min(held, excess);
        hearFifo(old);
        var through = excess - old;
        if (through > 0) {
            speaker.hear(ring, offset, through);
        }
        keep(ring, offset + through, byteCount - through);
    }

    private void hearFifo(int byteCount) {
        var left = byteCount;
        while (left > 0) {
            var run = Math.min(left, fifoBytes - oldest);
            speaker.hear(fifo, oldest, run);
            oldest = (oldest + run) % fifoBytes;
            left -= run;
        }
        held -= byteCount;
    }

    private void keep(ByteBuffer ring, int offset, int byteCount) {
        var done = 0;
        while (done < byteCount) {
            var to = (oldest + held) % fifoBytes;
            var run = Math.min(byteCount - done, fifoBytes - to);
            fifo.put(to, ring, offset + done, run);
            held += run;
            done += run;
        }
    }

    /** What is in the FIFO is never heard. */
    @Override
    public void end() {
        held = 0;
    }

    @Override
    public void damage(boolean on) {
        speaker.damage(on);
    }

    @Override
    public long recordedFrames() {
        return speaker.recordedFrames();
    }

    @Override
    public void close() {
        speaker.release();
    }
}
