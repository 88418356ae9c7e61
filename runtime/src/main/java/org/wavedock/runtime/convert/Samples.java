// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import java.nio.ByteBuffer;
import org.wavedock.wave.Encoding;

/** Samples of one encoding as numbers. Full scale is 2^31 whatever the encoding, so every integer encoding is exact. Hot path. */
final class Samples {
    private static final double FULL_SCALE = 0x1p31;
    private static final int BITS = 32;

    private final Encoding encoding;
    /** The distance of two neighbouring values. */
    private final double step;

    private final double highest;

    Samples(Encoding encoding) {
        this.encoding = encoding;
        step = Math.scalb(1.0, BITS - encoding.validBits());
        highest = FULL_SCALE / step - 1;
    }

    /** Bytes of a sample. */
    int bytes() {
        return encoding.bytes();
    }

    double read(ByteBuffer memory, int at) {
        return switch (encoding) {
            case U8 -> ((memory.get(at) & 0xff) - 0x80) * 0x1p24;
            case S16 -> memory.getShort(at) * 0x1p16;
            case S24_PACKED -> (memory.getShort(at) & 0xffff | memory.get(at + 2) << 16) * 0x1p8;
            case S24_IN_32 -> memory.getInt(at) & ~0xff;
            case S32 -> memory.getInt(at);
            case FLOAT32 -> number(memory.getFloat(at)) * FULL_SCALE;
        };
    }

    /** What is no number is silent, lest a filter spread it. */
    private static double number(float value) {
        return Float.isFinite(value) ? value : 0;
    }

    /**
     * Stores a value, rounded, and limited to what the encoding can hold; FLOAT32 holds more than full scale.
     *
     * @param dither is added before rounding, in steps of the encoding
     */
    void write(ByteBuffer memory, int at, double value, double dither) {
        if (encoding == Encoding.FLOAT32) {
            memory.putFloat(at, (float) (value / FULL_SCALE));
            return;
        }
        var rounded = Math.rint(value / step + dither);
        var sample = (int) Math.max(-highest - 1, Math.min(highest, rounded));
        switch (encoding) {
            case U8 -> memory.put(at, (byte) (sample + 0x80));
            case S16 -> memory.putShort(at, (short) sample);
            case S24_PACKED -> {
                memory.putShort(at, (short) sample);
                memory.put(at + 2, (byte) (sample >> 16));
            }
            case S24_IN_32 -> memory.putInt(at, sample << 8);
            default -> memory.putInt(at, sample);
        }
    }
}
