// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import org.wavedock.wave.Encoding;

/** Puts single samples into little-endian buffers. Hot path. */
final class Samples {
    private static final float FULL_SCALE = 0x1p31f;

    private Samples() {}

    /**
     * Encodes one sample.
     *
     * @param level full scale is all of {@code int}; what an encoding has no room for is cut off
     */
    static void putLevel(ByteBuffer buffer, int offset, Encoding encoding, int level) {
        switch (encoding) {
            case U8 -> buffer.put(offset, (byte) ((level >> 24) + 128));
            case FLOAT32 -> buffer.putFloat(offset, level / FULL_SCALE);
            default -> putInteger(buffer, offset, encoding, level >> 32 - encoding.validBits());
        }
    }

    /** Stores a number as it is, as many of its low bits as the encoding has. */
    static void putInteger(ByteBuffer buffer, int offset, Encoding encoding, int value) {
        switch (encoding) {
            case U8 -> buffer.put(offset, (byte) value);
            case S16 -> buffer.putShort(offset, (short) value);
            case S24_PACKED -> {
                buffer.putShort(offset, (short) value);
                buffer.put(offset + 2, (byte) (value >> 16));
            }
            case S24_IN_32 -> buffer.putInt(offset, value << 8);
            case S32 -> buffer.putInt(offset, value);
            case FLOAT32 -> buffer.putFloat(offset, value);
            default -> throw new IllegalArgumentException(encoding.toString());
        }
    }

    /** Fills a range with one byte. */
    static void repeat(ByteBuffer buffer, int offset, int byteCount, byte value) {
        for (var at = offset; at < offset + byteCount; at++) {
            buffer.put(at, value);
        }
    }
}
