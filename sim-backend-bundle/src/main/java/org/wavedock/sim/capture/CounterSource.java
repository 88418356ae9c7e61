// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * Every sample is the number of its frame on the substream's timeline, in as many of its low bits as the encoding has valid
 * ones; modulo 2^24 in float, which can hold no more.
 */
public final class CounterSource implements CaptureSource {
    private static final int FLOAT_MASK = 0xFF_FFFF;

    private final WaveFormat format;

    /** Numbers in a format. */
    public CounterSource(WaveFormat format) {
        this.format = format;
    }

    @Override
    public void fill(ByteBuffer ring, int offset, int frames, long firstFrame) {
        var encoding = format.encoding();
        var at = offset;
        for (var frame = 0; frame < frames; frame++) {
            var number = (int) (firstFrame + frame);
            var value = encoding == Encoding.FLOAT32 ? number & FLOAT_MASK : number;
            for (var channel = 0; channel < format.channels(); channel++) {
                Samples.putInteger(ring, at, encoding, value);
                at += encoding.bytes();
            }
        }
    }
}
