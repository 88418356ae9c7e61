// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

/** The values of {@code snd_pcm_format_t} that Wavedock uses. */
public enum SampleFormat {
    /** Unsigned 8 bit. */
    U8(1, 1),
    /** Signed 16 bit. */
    S16_LE(2, 2),
    /** Signed 24 bit in the lower three bytes of four. */
    S24_LE(6, 4),
    /** Signed 32 bit. */
    S32_LE(10, 4),
    /** IEEE float. */
    FLOAT_LE(14, 4),
    /** Signed 24 bit in three bytes. */
    S24_3LE(32, 3);

    private final int number;
    private final int bytes;

    SampleFormat(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    int number() {
        return number;
    }

    /** The size of a sample. */
    public int bytes() {
        return bytes;
    }
}
