// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Samples that tell where they come from: frame i carries w = (i + 1) * 0x9E3779B1 mod 2^32, which no other frame does. In S16
 * stereo the low half is on the left, the high half on the right. For other shapes, the rule is that of src/test/c/vcard.h; a
 * frame of less than four bytes repeats sooner.
 */
public final class Pattern {
    /** How a sample is stored; the names are those of alsa-lib. */
    public enum Format {
        U8(1),
        S16_LE(2),
        S24_3LE(3),
        /** The upper byte is the sign. */
        S24_LE(4),
        S32_LE(4),
        FLOAT_LE(4);

        /** Bytes of a sample. */
        public final int bytes;

        Format(int bytes) {
            this.bytes = bytes;
        }
    }

    static final int STEP = 0x9E3779B1;
    private static final int NEXT_WORD = 0x01000193;
    private static final int INVERSE = inverse(STEP);

    private Pattern() {}

    /** S16, stereo, from frame {@code from} on. */
    public static byte[] stereo(long from, int frames) {
        return of(Format.S16_LE, 2, from, frames);
    }

    public static byte[] of(Format format, int channels, long from, int frames) {
        ByteBuffer out = ByteBuffer.allocate(frames * channels * format.bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            frame(format, channels, (int) (from + i + 1) * STEP, out);
        }
        return out.array();
    }

    /** The frame that carries the word, as a number that has no sign; 2^32 - 1 is silence. */
    public static long frameOf(int word) {
        return Integer.toUnsignedLong(word * INVERSE - 1);
    }

    private static void frame(Format format, int channels, int w, ByteBuffer out) {
        if (format != Format.S24_LE && format != Format.FLOAT_LE) {
            for (int k = 0; k < channels * format.bytes; k++) {
                out.put((byte) (w + k / 4 * NEXT_WORD >>> 8 * (k % 4)));
            }
            return;
        }
        for (int c = 0; c < channels; c++) {
            short half = (short) (w + c / 2 * NEXT_WORD >>> 16 * (c % 2));
            if (format == Format.S24_LE) {
                out.putInt(half * 256);
            } else {
                out.putFloat(half / 32768f);
            }
        }
    }

    /** Newton: each turn doubles the bits that are right, and an odd number is its own inverse in the lowest three. */
    private static int inverse(int odd) {
        int x = odd;
        for (int right = 3; right < Integer.SIZE; right *= 2) {
            x *= 2 - odd * x;
        }
        return x;
    }
}
