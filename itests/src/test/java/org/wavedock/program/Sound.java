// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Audio, and the files that it can stand in, written by hand.
 *
 * @param sample how its samples look
 * @param channels how many
 * @param rate Hz
 * @param data the samples, little-endian
 */
record Sound(Sample sample, int channels, int rate, byte[] data) {
    private static final int EXTENSIBLE = 0xFFFE;
    private static final byte[] GUID_END = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    /** Noise: no two frames are alike, and none is silence for long. */
    static Sound noise(Sample sample, int channels, int rate, int frames) {
        var data = new byte[frames * channels * sample.bytes()];
        new Random(31L * channels + rate + sample.ordinal()).nextBytes(data);
        if (sample == Sample.S24_IN_32) {
            for (var i = 0; i < data.length; i += 4) {
                data[i] = 0;
            }
        }
        return new Sound(sample, channels, rate, data);
    }

    /** Two seconds or so of 16-bit stereo at 48 kHz, for tests that care for other things. */
    static Sound any(double seconds) {
        return noise(Sample.S16, 2, 48_000, (int) (seconds * 48_000));
    }

    int frameBytes() {
        return channels * sample.bytes();
    }

    int frames() {
        return data.length / frameBytes();
    }

    /** A WAV file; of the extensible sort if there is something that the plain sort cannot say. */
    byte[] wav() {
        var extensible = channels > 2 || sample == Sample.S24_IN_32;
        var tag = extensible ? EXTENSIBLE : sample.tag();
        return wav(new Header(tag, channels, rate, sample.bits(), data.length));
    }

    /**
     * What a header says.
     *
     * @param tag the format's
     * @param channels how many
     * @param rate Hz
     * @param bits of a sample
     * @param dataBytes the length
     */
    record Header(int tag, int channels, int rate, int bits, long dataBytes) {}

    /** A WAV file whose header says whatever it likes. */
    byte[] wav(Header header) {
        var extensible = header.tag() == EXTENSIBLE;
        var formatBytes = extensible ? 40 : 16;
        var size = 12 + 8 + formatBytes + 8 + data.length + (data.length & 1);
        var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt((int) (size - 8 + header.dataBytes() - data.length));
        file.put(ascii("WAVE")).put(ascii("fmt ")).putInt(formatBytes);
        var frameBytes = header.channels() * header.bits() / 8;
        file.putShort((short) header.tag()).putShort((short) header.channels());
        file.putInt(header.rate()).putInt(header.rate() * frameBytes);
        file.putShort((short) frameBytes).putShort((short) header.bits());
        if (extensible) {
            file.putShort((short) 22).putShort((short) sample.validBits()).putInt(channels == 6 ? 0x3F : 0);
            file.putShort((short) sample.tag()).put(GUID_END);
        }
        file.put(ascii("data")).putInt((int) header.dataBytes()).put(data);
        return file.array();
    }

    /** An AIFF file: big-endian, all samples signed. */
    byte[] aiff() {
        return aiff(frames());
    }

    /** An AIFF file whose header says whatever it likes. */
    byte[] aiff(int statedFrames) {
        var size = 12 + 8 + 18 + 8 + 8 + data.length + (data.length & 1);
        var file = ByteBuffer.allocate(size);
        file.put(ascii("FORM")).putInt(size - 8).put(ascii("AIFF"));
        file.put(ascii("COMM")).putInt(18).putShort((short) channels).putInt(statedFrames);
        file.putShort((short) sample.bits());
        // 80-bit float: exponent, then the mantissa with its leading one.
        var exponent = 31 - Integer.numberOfLeadingZeros(rate);
        file.putShort((short) (16383 + exponent)).putLong((long) rate << (63 - exponent));
        file.put(ascii("SSND")).putInt(8 + data.length).putInt(0).putInt(0).put(bigEndian());
        return file.array();
    }

    /** An AU file: big-endian, all samples signed. */
    byte[] au() {
        var encoding = switch (sample) {
            case U8 -> 2;
            case S16 -> 3;
            case S24 -> 4;
            case S24_IN_32, S32 -> 5;
            case F32 -> 6;
            case F64 -> 7;
        };
        var file = ByteBuffer.allocate(24 + data.length);
        file.put(ascii(".snd")).putInt(24).putInt(data.length).putInt(encoding).putInt(rate);
        return file.putInt(channels).put(bigEndian()).array();
    }

    private byte[] bigEndian() {
        var swapped = new byte[data.length];
        var bytes = sample.bytes();
        for (var i = 0; i < data.length; i++) {
            swapped[i - i % bytes + bytes - 1 - i % bytes] = sample == Sample.U8 ? (byte) (data[i] ^ 0x80) : data[i];
        }
        return swapped;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return sample + " " + channels + " ch " + rate + " Hz";
    }
}
