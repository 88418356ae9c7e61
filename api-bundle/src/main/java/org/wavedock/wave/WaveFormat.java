// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

/**
 * A stream's format: what portcls passes as {@code KSDATAFORMAT_WAVEFORMATEX}, without the parts that follow from others.
 *
 * <p>All arithmetic is exact: no value is rounded before the last step, and nothing overflows within 64-bit results.
 *
 * @param sampleRate frames a second, 8,000 to 384,000 Hz
 * @param channels interleaved channels, 1 to 32
 * @param encoding how a sample is stored, not null
 */
public record WaveFormat(int sampleRate, int channels, Encoding encoding) {
    /** The lowest rate that Wavedock carries, Hz. */
    public static final int MIN_SAMPLE_RATE = 8_000;
    /** The highest rate that Wavedock carries, Hz. */
    public static final int MAX_SAMPLE_RATE = 384_000;
    /** The most channels that Wavedock carries. */
    public static final int MAX_CHANNELS = 32;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** portcls' time unit is 100 ns. */
    private static final long UNITS_PER_SECOND = 10_000_000L;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names value and range
     */
    public WaveFormat {
        require("sample rate", sampleRate, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE);
        require("channel count", channels, 1, MAX_CHANNELS);
        if (encoding == null) {
            throw new IllegalArgumentException("encoding is null");
        }
    }

    private static void require(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", expected " + min + " to " + max);
        }
    }

    /**
     * The size of one frame, {@code nBlockAlign}.
     *
     * @return bytes, 1 to 128
     */
    public int frameBytes() {
        return channels * encoding.bytes();
    }

    /**
     * Frames in bytes.
     *
     * @param frames frames
     * @return bytes
     * @throws ArithmeticException if the result needs more than 63 bits
     */
    public long bytes(long frames) {
        return Math.multiplyExact(frames, (long) frameBytes());
    }

    /**
     * The whole frames that fit in a time, rounded down.
     *
     * @param nanos nanoseconds, 0 or more
     * @return frames
     */
    public long framesIn(long nanos) {
        return nanos / NANOS_PER_SECOND * sampleRate + nanos % NANOS_PER_SECOND * sampleRate / NANOS_PER_SECOND;
    }

    /**
     * The time that frames take, rounded up, so that by then they have all passed.
     *
     * @param frames frames, 0 or more
     * @return nanoseconds
     */
    public long nanosFor(long frames) {
        var rest = frames % sampleRate * NANOS_PER_SECOND;
        return frames / sampleRate * NANOS_PER_SECOND + (rest + sampleRate - 1) / sampleRate;
    }

    /**
     * Bytes in portcls' time units; what {@code NormalizePhysicalPosition} answers.
     *
     * @param bytes bytes, 0 or more
     * @return 100 ns units, rounded down
     */
    public long unitsFor(long bytes) {
        var bytesPerSecond = (long) sampleRate * frameBytes();
        return bytes / bytesPerSecond * UNITS_PER_SECOND + bytes % bytesPerSecond * UNITS_PER_SECOND / bytesPerSecond;
    }

    /** For people: {@code 48000 Hz, 2 ch, S16}. */
    @Override
    public String toString() {
        return sampleRate + " Hz, " + channels + " ch, " + encoding;
    }
}
