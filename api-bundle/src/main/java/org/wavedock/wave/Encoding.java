// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

/**
 * How one sample is stored. Every encoding is little-endian, as portcls' PCM is, on every machine.
 *
 * <p>Mirrors the container size and {@code wValidBitsPerSample} of {@code WAVEFORMATEXTENSIBLE} (mmreg.h).
 */
public enum Encoding {
    /** Unsigned 8-bit PCM; silence is 0x80. */
    U8(1, 8),
    /** Signed 16-bit PCM. */
    S16(2, 16),
    /** Signed 24-bit PCM packed in three bytes. */
    S24_PACKED(3, 24),
    /** Signed 24-bit PCM in the upper three bytes of a 32-bit container; the lowest byte is ignored. */
    S24_IN_32(4, 24),
    /** Signed 32-bit PCM. */
    S32(4, 32),
    /** 32-bit IEEE float, nominal range -1 to 1. */
    FLOAT32(4, 32);

    private final int bytes;
    private final int validBits;

    Encoding(int bytes, int validBits) {
        this.bytes = bytes;
        this.validBits = validBits;
    }

    /**
     * The size of one sample's container.
     *
     * @return bytes, 1 to 4
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The bits of the container that carry the sample.
     *
     * @return bits, 8 to 32
     */
    public int validBits() {
        return validBits;
    }

    /**
     * The byte that silence is made of.
     *
     * @return 0x80 for {@link #U8}, else 0
     */
    public byte silence() {
        return this == U8 ? (byte) 0x80 : 0;
    }
}
