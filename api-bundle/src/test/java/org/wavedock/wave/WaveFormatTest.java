// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WaveFormatTest {
    private static final long NANOS = 1_000_000_000L;
    private static final long UNITS = 10_000_000L;
    private static final int VALUES_PER_FORMAT = 2_000;

    private final Random random = new Random(1);

    static Stream<WaveFormat> formats() {
        return Stream.of(8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 352_800, 383_999, 384_000)
                .flatMap(rate -> Stream.of(1, 2, 3, 6, 32)
                        .flatMap(channels -> Stream.of(Encoding.values())
                                .map(encoding -> new WaveFormat(rate, channels, encoding))));
    }

    /** 0, 1, max and values of every magnitude between, also on both sides of whole seconds. */
    private LongStream values(long max, long second) {
        var edges = LongStream.of(0, 1, second - 1, second, second + 1, 3 * second - 1, max - 1, max);
        var anywhere = random.longs(VALUES_PER_FORMAT).map(value -> (value & Long.MAX_VALUE) >>> random.nextInt(63));
        return LongStream.concat(edges, anywhere).filter(value -> value >= 0 && value <= max);
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void frameBytesIsChannelsTimesContainer(WaveFormat format) {
        assertThat(format.frameBytes())
                .isEqualTo(format.channels() * format.encoding().bytes());
        assertThat(format.bytes(7)).isEqualTo(7L * format.frameBytes());
    }

    @Test
    void bytesRefusesToOverflow() {
        var format = new WaveFormat(48_000, 2, Encoding.S16);

        assertThat(format.bytes(Long.MAX_VALUE / 4)).isEqualTo(Long.MAX_VALUE / 4 * 4);
        assertThatThrownBy(() -> format.bytes(Long.MAX_VALUE / 4 + 1)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void framesInIsTheExactFloor(WaveFormat format) {
        values(Long.MAX_VALUE, NANOS)
                .forEach(nanos -> assertThat(BigInteger.valueOf(format.framesIn(nanos)))
                        .as("%s, %d ns", format, nanos)
                        .isEqualTo(product(nanos, format.sampleRate()).divide(BigInteger.valueOf(NANOS))));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void nanosForIsTheExactCeiling(WaveFormat format) {
        var rate = BigInteger.valueOf(format.sampleRate());
        var max = Long.MAX_VALUE / NANOS * format.sampleRate();
        values(max, format.sampleRate())
                .forEach(frames -> assertThat(BigInteger.valueOf(format.nanosFor(frames)))
                        .as("%s, %d frames", format, frames)
                        .isEqualTo(product(frames, NANOS)
                                .add(rate)
                                .subtract(BigInteger.ONE)
                                .divide(rate)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void framesAreOverExactlyWhenNanosForSays(WaveFormat format) {
        values(Long.MAX_VALUE / NANOS * format.sampleRate(), format.sampleRate())
                .filter(frames -> frames > 0)
                .forEach(frames -> {
                    assertThat(format.framesIn(format.nanosFor(frames))).isEqualTo(frames);
                    assertThat(format.framesIn(format.nanosFor(frames) - 1)).isEqualTo(frames - 1);
                });
    }

    @ParameterizedTest
    @MethodSource("formats")
    @DisplayName("A57 a second of bytes is 10,000,000 units, and any other number is exact too")
    @Tag("A57")
    void unitsForIsTheExactFloor(WaveFormat format) {
        var bytesPerSecond = (long) format.sampleRate() * format.frameBytes();
        var max = BigInteger.valueOf(Long.MAX_VALUE)
                .multiply(BigInteger.valueOf(bytesPerSecond))
                .divide(BigInteger.valueOf(UNITS))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();

        assertThat(format.unitsFor(bytesPerSecond)).isEqualTo(UNITS);
        values(max, bytesPerSecond)
                .forEach(bytes -> assertThat(BigInteger.valueOf(format.unitsFor(bytes)))
                        .as("%s, %d bytes", format, bytes)
                        .isEqualTo(product(bytes, UNITS).divide(BigInteger.valueOf(bytesPerSecond))));
    }

    @Test
    @DisplayName("B25 10 ms at 11,025 Hz stereo 16-bit is 440 bytes, whole frames")
    @Tag("B25")
    void bytesOfATimeAreWholeFrames() {
        var format = new WaveFormat(11_025, 2, Encoding.S16);

        assertThat(format.bytes(format.framesIn(10_000_000))).isEqualTo(440);
    }

    @ParameterizedTest
    @CsvSource({"7999,2", "384001,2", "0,2", "-48000,2", "48000,0", "48000,33", "48000,-1"})
    void valuesOutOfRangeAreRefused(int rate, int channels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaveFormat(rate, channels, Encoding.S16))
                .withMessageContaining("expected");
    }

    @Test
    void aMissingEncodingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaveFormat(48_000, 2, null))
                .withMessageContaining("encoding");
    }

    @Test
    @DisplayName("B14 equal formats are equal")
    void equalFormatsAreEqual() {
        assertThat(new WaveFormat(48_000, 2, Encoding.S16))
                .isEqualTo(new WaveFormat(48_000, 2, Encoding.S16))
                .isNotEqualTo(new WaveFormat(48_000, 2, Encoding.FLOAT32))
                .hasToString("48000 Hz, 2 ch, S16");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A56 silence is 0x80 for 8-bit and 0 for all others")
    @Tag("A56")
    void silenceDependsOnTheContainerOnly(Encoding encoding) {
        assertThat(encoding.silence()).isEqualTo(encoding.bytes() == 1 ? (byte) 0x80 : 0);
        assertThat(encoding.validBits()).isLessThanOrEqualTo(8 * encoding.bytes());
    }

    @Test
    void validBitsAreThoseThatCarryTheSample() {
        assertThat(List.of(Encoding.values()).stream().map(Encoding::validBits)).containsExactly(8, 16, 24, 24, 32, 32);
    }

    @Test
    void encodingsRunFromNarrowToWide() {
        assertThat(List.of(Encoding.values())).isSortedAccordingTo((a, b) -> {
            var byBits = Integer.compare(a.validBits(), b.validBits());
            return byBits != 0 ? byBits : Integer.compare(a.bytes(), b.bytes());
        });
    }
}
