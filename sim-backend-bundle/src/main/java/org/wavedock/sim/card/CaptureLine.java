// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.wavedock.sim.capture.CaptureSource;
import org.wavedock.wave.WaveFormat;

/** A microphone: what comes in is in memory the moment it has been counted. */
final class CaptureLine implements Line {
    private final CaptureSource source;
    private final AtomicLong timeline;
    private final int frameBytes;
    private final Damage damage = new Damage();

    /** The timeline counts the frames that this substream captured, in all of its streams. */
    CaptureLine(CaptureSource source, AtomicLong timeline, WaveFormat format) {
        this.source = source;
        this.timeline = timeline;
        frameBytes = format.frameBytes();
        source.begin();
    }

    @Override
    public void pass(ByteBuffer memory, int offset, int frames) {
        source.fill(memory, offset, frames, timeline.getPlain());
        if (damage.isOn()) {
            damage.apply(memory, offset, frames * frameBytes);
        }
        timeline.setRelease(timeline.getPlain() + frames);
    }

    @Override
    public void idle(long frames) {
        source.skip(frames);
        timeline.setRelease(timeline.getPlain() + frames);
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
