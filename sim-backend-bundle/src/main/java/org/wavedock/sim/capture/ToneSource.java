// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import org.wavedock.wave.WaveFormat;

/** A sine at -6 dBFS on every channel, phase 0 at the start of the substream's timeline; exact for as long as it runs. */
public final class ToneSource implements CaptureSource {
    private static final double AMPLITUDE = Math.pow(10, -6.0 / 20) * Integer.MAX_VALUE;

    private final WaveFormat format;
    private final int hertz;

    /** A tone in a format. */
    public ToneSource(WaveFormat format, int hertz) {
        this.format = format;
        this.hertz = hertz;
    }

    @Override
    public void fill(ByteBuffer ring, int offset, int frames, long firstFrame) {
        var encoding = format.encoding();
        var at = offset;
        for (var frame = 0; frame < frames; frame++) {
            var level = level(firstFrame + frame);
            for (var channel = 0; channel < format.channels(); channel++) {
                Samples.putLevel(ring, at, encoding, level);
                at += encoding.bytes();
            }
        }
    }

    /** Whole cycles are taken off in integers, so that no frame number is too large. */
    private int level(long frame) {
        var rate = format.sampleRate();
        var phase = (double) (frame % rate * hertz % rate) / rate;
        return (int) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * phase));
    }
}
