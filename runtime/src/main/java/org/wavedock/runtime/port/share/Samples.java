// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.nio.ByteBuffer;
import org.wavedock.wave.Encoding;

/** Samples as numbers that can be added up: integers as they are, floats in steps of 2<sup>-31</sup>. Hot path. */
public final class Samples {
    private static final double FLOAT_STEPS = 0x1p31;
    /** So far may a float exceed its nominal range and still count in full. */
    private static final long LARGEST_FLOAT = 1L << 40;

    private static final int U8_ZERO = 0x80;

    private final Encoding encoding;
    private final long largest;

    /**
     * Samples of an encoding.
     *
     * @param encoding not null
     */
    public Samples(Encoding encoding) {
        this.encoding = encoding;
        largest = (1L << (encoding == Encoding.FLOAT32 ? 31 : 8 * encoding.bytes() - 1)) - 1;
    }

    /**
     * Reads a sample.
     *
     * @param buffer little-endian
     * @param at its byte offset
     * @return the number
     */
    public long get(ByteBuffer buffer, int at) {
        return switch (encoding) {
            case U8 -> (buffer.get(at) & 0xFF) - U8_ZERO;
            case S16 -> buffer.getShort(at);
            case S24_PACKED -> buffer.getShort(at) & 0xFFFF | buffer.get(at + 2) << 16;
            case S24_IN_32, S32 -> buffer.getInt(at);
            case FLOAT32 ->
                Math.max(-LARGEST_FLOAT, Math.min(LARGEST_FLOAT, Math.round(buffer.getFloat(at) * FLOAT_STEPS)));
        };
    }

    /**
     * Writes a sample; what is too large is as large as can be.
     *
     * @param buffer little-endian
     * @param at its byte offset
     * @param sum the number, of any size
     */
    public void put(ByteBuffer buffer, int at, long sum) {
        var sample = Math.max(-largest - 1, Math.min(largest, sum));
        switch (encoding) {
            case U8 -> buffer.put(at, (byte) (sample + U8_ZERO));
            case S16 -> buffer.putShort(at, (short) sample);
            case S24_PACKED -> {
                buffer.putShort(at, (short) sample);
                buffer.put(at + 2, (byte) (sample >> 16));
            }
            case S24_IN_32, S32 -> buffer.putInt(at, (int) sample);
            case FLOAT32 -> buffer.putFloat(at, (float) (sample / FLOAT_STEPS));
            default -> throw new IllegalArgumentException("encoding " + encoding);
        }
    }
}
