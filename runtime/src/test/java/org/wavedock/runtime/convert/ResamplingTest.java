// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** What the filter does, from what a tone becomes: the part that is the tone, and all that is not. */
@DisplayName("A stream at another rate")
class ResamplingTest {
    private static final double PASS_BAND = 0.907;
    private static final double CUT_OFF = 0.9535;

    private static WaveFormat format(int rate) {
        return new WaveFormat(rate, 1, Encoding.FLOAT32);
    }

    /** What is left when the tone is taken out; and how strong the tone is, against what went in. */
    record Measure(double gainDb, double restDb) {
        static Measure of(Line line, double frequency) {
            var rate = line.format().sampleRate();
            var edge = line.frames() / 4;
            var in = 0.0;
            var quadrature = 0.0;
            var weights = 0.0;
            for (var i = edge; i < line.frames() - edge; i++) {
                var weight = window(i, edge, line.frames());
                in += weight * line.value(i) * Math.sin(2 * Math.PI * frequency * i / rate);
                quadrature += weight * line.value(i) * Math.cos(2 * Math.PI * frequency * i / rate);
                weights += weight;
            }
            var sine = 2 * in / weights;
            var cosine = 2 * quadrature / weights;
            var rest = 0.0;
            for (var i = edge; i < line.frames() - edge; i++) {
                var at = 2 * Math.PI * frequency * i / rate;
                var left = line.value(i) - sine * Math.sin(at) - cosine * Math.cos(at);
                rest += window(i, edge, line.frames()) * left * left;
            }
            // Against the power of a tone of half full scale. The phase counts: the filter must delay nothing.
            return new Measure(20 * Math.log10(sine / 0.5), 10 * Math.log10(rest / weights / 0.125 + 1e-30));
        }

        /** Blackman-Harris, lest the measurement be limited by its own edges. */
        private static double window(int i, int edge, int frames) {
            var x = 2 * Math.PI * (i - edge) / (frames - 2 * edge - 1);
            return 0.35875 - 0.48829 * Math.cos(x) + 0.14128 * Math.cos(2 * x) - 0.01168 * Math.cos(3 * x);
        }
    }

    private static Measure measure(int from, int to, double frequency) {
        return Measure.of(Line.tone(from, frequency, from / 2).to(format(to)), frequency);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(44_100, 48_000, 96_000, 8_000, 192_000, 11_025, 47_999)
                .flatMap(from -> Stream.of(44_100, 48_000, 8_000, 192_000)
                        .filter(to -> !to.equals(from))
                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    @DisplayName("passes every tone up to 0.907 of half the lower rate: level, place and purity")
    void passBand(int from, int to) {
        var half = Math.min(from, to) / 2.0;
        for (var part : new double[] {0.013, 0.101, 0.25, 0.5, 0.733, 0.85, PASS_BAND}) {
            var measured = measure(from, to, part * half);
            assertThat(measured.gainDb()).as("gain at %s of %s Hz", part, half).isEqualTo(0, within(0.0005));
            assertThat(measured.restDb()).as("rest at %s of %s Hz", part, half).isLessThan(-115);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"48000, 44100", "96000, 48000", "48000, 8000", "192000, 44100", "192000, 8000", "96000, 44100"})
    @DisplayName("lets nothing through that the new rate cannot carry")
    void stopBand(int from, int to) {
        for (var part : new double[] {0, 0.01, 0.1, 0.3, 0.6, 0.95}) {
            var frequency = (to + part * (from - to)) / 2;
            var line = Line.tone(from, frequency, from / 2).to(format(to));
            var squares = 0.0;
            for (var i = line.frames() / 4; i < line.frames() * 3 / 4; i++) {
                squares += line.value(i) * line.value(i);
            }
            assertThat(10 * Math.log10(squares / (line.frames() / 2.0) / 0.125 + 1e-30))
                    .as("what is left of %s Hz", frequency)
                    .isLessThan(-115);
        }
    }

    @Test
    @DisplayName("an impulse is spread evenly to both sides, and its sum stays what it was")
    void impulse() {
        var line = new Line(format(48_000), 2_000);
        line.memory().putFloat(4 * 1_000, 1);
        var twice = line.to(format(96_000));
        var sum = 0.0;
        for (var i = 0; i < twice.frames(); i++) {
            sum += twice.value(i);
            if (i > 0) {
                assertThat(twice.value(i)).isEqualTo(twice.value(4_000 - i), within(1e-9));
            }
        }
        assertThat(sum).isEqualTo(2, within(1e-6));
        assertThat(twice.value(2_000)).isEqualTo(CUT_OFF, within(1e-3));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"44100, 48000", "48000, 44100", "192000, 8000", "8000, 192000", "47999, 48000"})
    @DisplayName("a constant stays that constant, at every place between two frames")
    void constant(int from, int to) {
        var line = new Line(format(from), from);
        for (var i = 0; i < from; i++) {
            line.memory().putFloat(4 * i, 0.25f);
        }
        var other = line.to(format(to));
        for (var i = other.frames() / 4; i < other.frames() * 3 / 4; i++) {
            assertThat(other.value(i)).isEqualTo(0.25, within(2e-8));
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"44100, 48000", "48000, 44100", "192000, 8000", "8000, 192000"})
    @DisplayName("does not depend on how it is cut, nor on when it is made")
    void isAFunctionOfItsNumber(int from, int to) {
        var tone = Line.tone(from, 997, from / 4);
        var whole = tone.to(format(to));
        var cut = new Line(format(to), whole.frames());
        var converter = new Converter(new Converter.End(tone, tone.format()), new Converter.End(cut, cut.format()), 0);
        for (var end = whole.frames(); end > 0; end -= 333) {
            var first = Math.max(0, end - 333);
            converter.convert(first, end - first, tone.frames(), first);
        }
        assertThat(cut.memory()).isEqualTo(whole.memory());
    }

    @Test
    @DisplayName("after ten days frame and number are still at one moment")
    void doesNotDrift() {
        var tone = Line.tone(44_100, 997, 44_100);
        var days = 10L * 86_400;
        var late = new Line(format(48_000), 48_000);
        var converter =
                new Converter(new Converter.End(tone, tone.format()), new Converter.End(late, late.format()), 0);
        // The source's frame 0 is heard after ten days.
        converter.anchor(-days * 44_100, 0);
        converter.convert(days * 48_000, 48_000, tone.frames(), 0);
        assertThat(late.memory()).isEqualTo(tone.to(format(48_000)).memory());
    }

    @Test
    @DisplayName("depends on frames within reach and on no other")
    void reach() {
        var tone = Line.tone(48_000, 997, 4_000);
        var into = new Line(format(44_100), 1);
        var converter =
                new Converter(new Converter.End(tone, tone.format()), new Converter.End(into, into.format()), 0);
        converter.convert(1_470, 1, 4_000, 0);
        var expected = into.value(0);
        var at = 1_600;
        converter.convert(1_470, 1, at + converter.reach() + 1, 0);
        assertThat(into.value(0)).isEqualTo(expected);
        for (var i = 0; i <= at - converter.reach(); i++) {
            tone.memory().putFloat(4 * i, 1);
        }
        converter.convert(1_470, 1, 4_000, 0);
        assertThat(into.value(0)).isEqualTo(expected);
        assertThat(converter.reach()).isLessThanOrEqualTo(Converter.furthestReach(48_000));
    }
}
