// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The contents of a WAV file's {@code fmt} chunk, as {@code WAVEFORMATEXTENSIBLE} (mmreg.h). */
final class WaveFormatChunk {
    /** The size of {@code WAVEFORMATEXTENSIBLE}. */
    static final int BYTES = 40;

    private static final int TAG_PCM = 1;
    private static final int TAG_FLOAT = 3;
    private static final int TAG_EXTENSIBLE = 0xFFFE;
    /** What follows the tag in the GUID of a sub-format that has a tag. */
    private static final long GUID_MIDDLE = 0x0010_0000_0000L;

    private static final long GUID_END = 0x719B_3800_AA00_0080L;

    private WaveFormatChunk() {}

    /** The chunk's 40 bytes, ready to be read. */
    static ByteBuffer of(WaveFormat format) {
        var encoding = format.encoding();
        var bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) TAG_EXTENSIBLE);
        bytes.putShort((short) format.channels());
        bytes.putInt(format.sampleRate());
        bytes.putInt(format.sampleRate() * format.frameBytes());
        bytes.putShort((short) format.frameBytes());
        bytes.putShort((short) (encoding.bytes() * 8));
        bytes.putShort((short) 22);
        bytes.putShort((short) encoding.validBits());
        bytes.putInt(channelMask(format.channels()));
        var tag = encoding == Encoding.FLOAT32 ? TAG_FLOAT : TAG_PCM;
        bytes.putLong(GUID_MIDDLE << 16 | tag).putLong(GUID_END);
        return bytes.flip();
    }

    /** The usual loudspeakers of so many channels, or 0: channels that belong to none. */
    private static int channelMask(int channels) {
        return switch (channels) {
            case 1 -> 0x4;
            case 2 -> 0x3;
            case 3 -> 0x7;
            case 4 -> 0x33;
            case 5 -> 0x37;
            case 6 -> 0x3F;
            case 8 -> 0x63F;
            default -> 0;
        };
    }

    /** Reads 16 to 40 bytes, little-endian. */
    static WaveFormat parse(ByteBuffer chunk) throws IOException {
        var tag = Short.toUnsignedInt(chunk.getShort(0));
        var bits = Short.toUnsignedInt(chunk.getShort(14));
        var validBits = 0;
        if (tag == TAG_EXTENSIBLE) {
            if (chunk.limit() < BYTES) {
                throw new IOException("extensible fmt chunk of " + chunk.limit() + " bytes, expected " + BYTES);
            }
            validBits = Short.toUnsignedInt(chunk.getShort(18));
            tag = subFormat(chunk);
        }
        return format(chunk, encoding(tag, bits, validBits));
    }

    private static int subFormat(ByteBuffer chunk) throws IOException {
        var start = chunk.getLong(24);
        if (start >>> 16 != GUID_MIDDLE || chunk.getLong(32) != GUID_END) {
            throw new IOException("the sub-format is not supported: GUID " + Long.toHexString(start) + " "
                    + Long.toHexString(chunk.getLong(32)));
        }
        return (int) (start & 0xFFFF);
    }

    private static WaveFormat format(ByteBuffer chunk, Encoding encoding) throws IOException {
        var channels = Short.toUnsignedInt(chunk.getShort(2));
        var rate = Integer.toUnsignedLong(chunk.getInt(4));
        var blockAlign = Short.toUnsignedInt(chunk.getShort(12));
        if (channels < 1 || channels > WaveFormat.MAX_CHANNELS) {
            throw new IOException(channels + " channels, expected 1 to " + WaveFormat.MAX_CHANNELS);
        }
        if (rate < WaveFormat.MIN_SAMPLE_RATE || rate > WaveFormat.MAX_SAMPLE_RATE) {
            throw new IOException("sample rate is " + rate + " Hz, expected " + WaveFormat.MIN_SAMPLE_RATE + " to "
                    + WaveFormat.MAX_SAMPLE_RATE);
        }
        var format = new WaveFormat((int) rate, channels, encoding);
        if (blockAlign != format.frameBytes()) {
            throw new IOException("frames of " + blockAlign + " bytes, expected " + format.frameBytes() + " for "
                    + channels + " channels of " + encoding.bytes() * 8 + " bits");
        }
        return format;
    }

    private static Encoding encoding(int tag, int bits, int validBits) throws IOException {
        if (validBits > bits) {
            throw new IOException(validBits + " valid bits in a container of " + bits);
        }
        return switch (tag) {
            case TAG_PCM -> pcm(bits, validBits);
            case TAG_FLOAT -> {
                if (bits != 32) {
                    throw new IOException(bits + "-bit float is not supported, expected 32 bits");
                }
                yield Encoding.FLOAT32;
            }
            case 2, 0x11 -> throw new IOException("ADPCM is not supported");
            case 6 -> throw new IOException("a-law is not supported");
            case 7 -> throw new IOException("mu-law is not supported");
            case 0x50, 0x55 -> throw new IOException("MPEG audio in a WAV file is not supported");
            default -> throw new IOException("format tag 0x" + Integer.toHexString(tag) + " is not supported");
        };
    }

    private static Encoding pcm(int bits, int validBits) throws IOException {
        return switch (bits) {
            case 8 -> Encoding.U8;
            case 16 -> Encoding.S16;
            case 24 -> Encoding.S24_PACKED;
            case 32 -> validBits == 24 ? Encoding.S24_IN_32 : Encoding.S32;
            default -> throw new IOException(bits + "-bit PCM is not supported, expected 8, 16, 24 or 32 bits");
        };
    }
}
