// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

/** Eight seconds of music, the same to the last bit wherever they are made. */
final class Melody {
    static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    /** Length of a beat. */
    private static final int BEAT = 12_000;

    private static final double LEVEL = 5200;
    private static final double A4 = 440;

    /** Semitones above A4, then beats. The beginning of Beethoven's "Ode to Joy". */
    private static final int[][] NOTES = {
        {9, 2}, {9, 2}, {10, 2}, {12, 2}, {12, 2}, {10, 2}, {9, 2}, {7, 2}, {5, 2}, {5, 2}, {7, 2}, {9, 2}, {9, 3},
        {7, 1}, {7, 4},
    };
    /** The same for the accompaniment. */
    private static final int[][] BASS = {
        {-7, 8}, {-7, 4}, {-12, 4}, {-7, 4}, {-12, 4}, {-7, 3}, {-12, 5},
    };

    private Melody() {}

    static void write(Path file) throws IOException {
        var left = new double[frames()];
        var right = new double[frames()];
        var start = 0;
        for (var note : NOTES) {
            add(left, start, note, 1);
            add(right, start + 90, note, 0.8);
            start += note[1] * BEAT;
        }
        start = 0;
        for (var note : BASS) {
            add(left, start + 90, note, 0.5);
            add(right, start, note, 0.7);
            start += note[1] * BEAT;
        }
        var bytes = ByteBuffer.allocate(frames() * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (var frame = 0; frame < frames(); frame++) {
            bytes.putShort((short) StrictMath.rint(left[frame]));
            bytes.putShort((short) StrictMath.rint(right[frame]));
        }
        try (var writer = new WaveFileWriter(file, FORMAT)) {
            writer.write(bytes.flip());
        }
    }

    static int frames() {
        var beats = 0;
        for (var note : NOTES) {
            beats += note[1];
        }
        return beats * BEAT;
    }

    /** A plucked note with three harmonics that fades before its end. */
    private static void add(double[] samples, int start, int[] note, double loudness) {
        var frequency = A4 * StrictMath.pow(2, note[0] / 12.0);
        var length = Math.min(note[1] * BEAT, samples.length - start);
        for (var i = 0; i < length; i++) {
            var time = (double) i / FORMAT.sampleRate();
            var attack = Math.min(1, i / 480.0);
            var release = Math.min(1, (length - i) / 2400.0);
            var envelope = attack * release * StrictMath.exp(-1.6 * time);
            var phase = 2 * StrictMath.PI * frequency * time;
            var wave = StrictMath.sin(phase) + 0.35 * StrictMath.sin(2 * phase) + 0.15 * StrictMath.sin(3 * phase);
            samples[start + i] += LEVEL * loudness * envelope * wave;
        }
    }
}
