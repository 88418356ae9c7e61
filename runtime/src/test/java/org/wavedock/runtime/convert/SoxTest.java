// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** What sox makes of the same tones, at its very best; the figures go to {@code target/conversion.md}. */
@DisplayName("A resampled tone, against sox")
class SoxTest {
    private static final int[][] PAIRS = {
        {44_100, 48_000},
        {48_000, 44_100},
        {48_000, 96_000},
        {96_000, 48_000},
        {48_000, 8_000},
        {8_000, 48_000},
        {192_000, 44_100}
    };
    private static final double[] PASS = {0.013, 0.101, 0.25, 0.5, 0.733, 0.85, 0.907};
    /** Sox rolls off a little towards the end of the pass band; of the highest tone that would be all that is seen. */
    private static final double[] CHORD = Arrays.copyOf(PASS, PASS.length - 1);

    private static final double[] STOP = {0, 0.01, 0.1, 0.3, 0.6, 0.95};
    private static final double AS_SOX_DB = 0.001;
    private static final double HELD_BACK_DB = -115;
    private static final double SAME_DB = -90;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findSox() {
        var found = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "sox")));
        if (!found) {
            System.out.println("SKIPPED: resampling held against sox: there is no sox (package sox)");
            abort("there is no sox");
        }
    }

    private interface Resampler {
        Line resample(Line line, int rate) throws IOException, InterruptedException;
    }

    private static Line ours(Line line, int rate) {
        return line.to(new WaveFormat(rate, 1, Encoding.FLOAT32));
    }

    private Line sox(Line line, int rate) throws IOException, InterruptedException {
        var from = folder.resolve("in.f32");
        var to = folder.resolve("out.f32");
        Files.write(from, line.memory().array());
        var process = new ProcessBuilder(
                        ("sox -D -r " + line.format().sampleRate() + " -c 1 " + from + " " + to + " rate -v " + rate)
                                .split(" "))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        var bytes = Files.readAllBytes(to);
        var result = new Line(new WaveFormat(rate, 1, Encoding.FLOAT32), bytes.length / 4);
        result.memory().put(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        return result;
    }

    /** The worst of all tones: level in the pass band, what else is there, and what is left of the stop band. */
    private record Figures(double ripple, double rest, double left) {
        static Figures of(Resampler resampler, int from, int to) throws IOException, InterruptedException {
            var ripple = 0.0;
            var rest = Double.NEGATIVE_INFINITY;
            for (var part : PASS) {
                var frequency = part * Math.min(from, to) / 2;
                var measured = ResamplingTest.Measure.of(
                        resampler.resample(Line.tone(from, frequency, from / 2), to), frequency);
                ripple = Math.max(ripple, Math.abs(measured.gainDb()));
                rest = Math.max(rest, measured.restDb());
            }
            var left = Double.NEGATIVE_INFINITY;
            if (to < from) {
                for (var part : STOP) {
                    var frequency = (to + part * (from - to)) / 2;
                    left = Math.max(left, power(resampler.resample(Line.tone(from, frequency, from / 2), to)));
                }
            }
            return new Figures(ripple, rest, left);
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    " %.5f | %.0f | %s |",
                    ripple,
                    rest,
                    left == Double.NEGATIVE_INFINITY ? "" : "%.0f".formatted(left));
        }
    }

    private static double power(Line line) {
        var squares = 0.0;
        for (var i = line.frames() / 4; i < line.frames() * 3 / 4; i++) {
            squares += line.value(i) * line.value(i);
        }
        return 10 * Math.log10(squares / (line.frames() / 2.0) / 0.125 + 1e-30);
    }

    @Test
    @DisplayName("is as even in the pass band, and as clean of everything else")
    void isAsGood() throws IOException, InterruptedException {
        var table = new ArrayList<>(List.of(
                "| from | to | ripple, dB | rest, dB | stop band, dB | sox: ripple | rest | stop band |",
                "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"));
        for (var pair : PAIRS) {
            var ours = Figures.of(SoxTest::ours, pair[0], pair[1]);
            var sox = Figures.of(this::sox, pair[0], pair[1]);
            table.add("| " + pair[0] + " | " + pair[1] + " |" + ours.row() + sox.row());
            assertThat(ours.ripple()).isLessThan(sox.ripple() + AS_SOX_DB);
            assertThat(ours.rest()).isLessThan(HELD_BACK_DB);
            assertThat(ours.left()).isLessThan(HELD_BACK_DB);
        }
        Files.write(Path.of("target", "conversion.md"), table);
    }

    @Test
    @DisplayName("is the same wave, frame for frame")
    void isTheSame() throws IOException, InterruptedException {
        for (var pair : PAIRS) {
            var chord = new Line(new WaveFormat(pair[0], 1, Encoding.FLOAT32), pair[0] / 2);
            for (var i = 0; i < chord.frames(); i++) {
                var value = 0.0;
                for (var part : CHORD) {
                    value += 0.1 * Math.sin(Math.PI * part * Math.min(pair[0], pair[1]) * i / pair[0] + part);
                }
                chord.memory().putFloat(4 * i, (float) value);
            }
            var here = ours(chord, pair[1]);
            var there = sox(chord, pair[1]);
            for (var i = 0; i < here.frames(); i++) {
                here.memory().putFloat(4 * i, (float) (here.value(i) - there.value(i)));
            }
            assertThat(power(here))
                    .as("difference from %d to %d Hz", pair[0], pair[1])
                    .isLessThan(SAME_DB);
        }
    }
}
