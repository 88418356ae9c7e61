// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.DoubleSupplier;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.runtime.port.share.Samples;
import org.wavedock.wave.WaveFormat;

/**
 * A stream's history as loud as its client wants it. What is copied from now on has the new gain, reached over 5 ms so that the
 * change does not click; with a gain of 1 the frames are copied as they are. One pin's, used by its pump alone.
 */
public final class GainedFrames implements FrameSource {
    private static final long RAMP_NANOS = 5_000_000;
    private static final long BATCH_NANOS = 10_000_000;

    private final FrameRing ring;
    private final DoubleSupplier wanted;
    private final Samples samples;
    private final int channels;
    private final int sampleBytes;
    private final int rampFrames;
    private final ByteBuffer batch;
    private double gain;
    private double goal;
    private double step;
    private int stepsLeft;

    /**
     * A source that starts with the gain that is wanted now.
     *
     * @param ring the frames as they were written
     * @param format their format
     * @param wanted the gain, 0 or more; asked on the hot path
     */
    public GainedFrames(FrameRing ring, WaveFormat format, DoubleSupplier wanted) {
        this.ring = ring;
        this.wanted = wanted;
        samples = new Samples(format.encoding());
        channels = format.channels();
        sampleBytes = format.encoding().bytes();
        rampFrames = (int) Math.max(1, format.framesIn(RAMP_NANOS));
        batch = ByteBuffer.allocateDirect((int) format.bytes(Math.max(1, format.framesIn(BATCH_NANOS))))
                .order(ByteOrder.LITTLE_ENDIAN);
        gain = wanted.getAsDouble();
        goal = gain;
    }

    @Override
    public long end() {
        return ring.end();
    }

    @Override
    public void copyTo(long frame, int frames, IDmaChannel channel, int offset) {
        head(wanted.getAsDouble());
        if (gain == 1 && goal == 1) {
            ring.copyTo(frame, frames, channel, offset);
            return;
        }
        var most = batch.capacity() / ring.bytes(1);
        var done = 0;
        while (done < frames) {
            var piece = Math.min(most, ring.contiguous(frame + done, frames - done));
            scale(ring.offset(frame + done), piece);
            channel.copyTo(offset + ring.bytes(done), batch, 0, ring.bytes(piece));
            done += piece;
        }
    }

    private void head(double newGoal) {
        if (newGoal != goal) {
            goal = newGoal;
            step = (goal - gain) / rampFrames;
            stepsLeft = rampFrames;
        }
    }

    private void scale(int from, int frames) {
        var memory = ring.memory();
        for (var frame = 0; frame < frames; frame++) {
            if (stepsLeft > 0) {
                stepsLeft--;
                gain = stepsLeft == 0 ? goal : gain + step;
            }
            for (var channel = 0; channel < channels; channel++) {
                var at = (frame * channels + channel) * sampleBytes;
                samples.put(batch, at, Math.round(samples.get(memory, from + at) * gain));
            }
        }
    }
}
