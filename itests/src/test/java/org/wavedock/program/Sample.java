// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

/** How a sample stands in a WAV file. */
enum Sample {
    U8(1, 8, 1),
    S16(2, 16, 1),
    S24(3, 24, 1),
    S24_IN_32(4, 24, 1),
    S32(4, 32, 1),
    F32(4, 32, 3),
    F64(8, 64, 3);

    private final int bytes;
    private final int validBits;
    private final int tag;

    Sample(int bytes, int validBits, int tag) {
        this.bytes = bytes;
        this.validBits = validBits;
        this.tag = tag;
    }

    int bytes() {
        return bytes;
    }

    int bits() {
        return bytes * 8;
    }

    int validBits() {
        return validBits;
    }

    /** 1 is PCM, 3 is float. */
    int tag() {
        return tag;
    }

    /** What silence is made of. */
    byte silence() {
        return this == U8 ? (byte) 0x80 : 0;
    }
}
