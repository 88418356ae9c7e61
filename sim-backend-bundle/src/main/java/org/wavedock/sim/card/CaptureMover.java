// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.wavedock.sim.capture.CaptureSource;
import org.wavedock.wave.WaveFormat;

/** Puts into the ring what the cursor passed. Of more than one ring only the last one is still there to be seen. */
final class CaptureMover implements Mover {
    private final CaptureSource source;
    private final AtomicLong timeline;
    private final int frameBytes;
    private final Damage damage = new Damage();
    private long origin;

    /**
     * A microphone for one channel.
     *
     * @param timeline the frames that this substream captured, in all of its channels
     */
    CaptureMover(CaptureSource source, AtomicLong timeline, WaveFormat format) {
        this.source = source;
        this.timeline = timeline;
        frameBytes = format.frameBytes();
    }

    @Override
    public void begin() {
        origin = timeline.getPlain();
        source.begin();
    }

    @Override
    public void move(ByteBuffer ring, int mapSize, long fromFrame, long toFrame) {
        timeline.setRelease(timeline.getPlain() + toFrame - fromFrame);
        var frame = Math.max(fromFrame, toFrame - mapSize / frameBytes);
        if (frame > fromFrame) {
            source.skip(frame - fromFrame);
        }
        while (frame < toFrame) {
            var offset = (int) (frame * frameBytes % mapSize);
            var run = (int) Math.min(toFrame - frame, (mapSize - offset) / frameBytes);
            source.fill(ring, offset, run, origin + frame);
            if (damage.isOn()) {
                damage.apply(ring, offset, run * frameBytes);
            }
            frame += run;
        }
    }

    @Override
    public void end() {
        // what was captured is in the ring
    }

    @Override
    public void damage(boolean on) {
        damage.turn(on);
    }

    @Override
    public long recordedFrames() {
        return timeline.getAcquire();
    }

    @Override
    public void close() {
        source.close();
    }
}
