// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A sample in another encoding")
class EncodingTest {
    private static final int FRAMES = 100_000;

    private static WaveFormat format(Encoding encoding) {
        return new WaveFormat(48_000, 1, encoding);
    }

    private static Line random(Encoding encoding) {
        var line = new Line(format(encoding), FRAMES);
        var random = new Random(3);
        var samples = new Samples(encoding);
        for (var i = 0; i < FRAMES; i++) {
            samples.write(line.memory(), line.offset(i), random.nextInt(), 0);
        }
        return line;
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    @DisplayName("that is as wide or wider is the same, and comes back the same")
    void widensExactly(Encoding from) {
        var line = random(from);
        for (var to : Encoding.values()) {
            var bits = to == Encoding.FLOAT32 ? 24 : to.validBits();
            var exact = from == to || from != Encoding.FLOAT32 && bits >= from.validBits();
            if (exact) {
                var wide = line.to(format(to));
                var samples = new Samples(to);
                var narrow = new Samples(from);
                for (var i = 0; i < FRAMES; i++) {
                    assertThat(samples.read(wide.memory(), wide.offset(i)))
                            .isEqualTo(narrow.read(line.memory(), line.offset(i)));
                }
                if (to != Encoding.FLOAT32) {
                    assertThat(wide.to(format(to)).memory()).isEqualTo(wide.memory());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    @DisplayName("keeps silence, full scale and sign")
    void knownValues(Encoding encoding) {
        var memory = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        var samples = new Samples(encoding);
        for (var i = 0; i < encoding.bytes(); i++) {
            memory.put(i, encoding.silence());
        }
        assertThat(samples.read(memory, 0)).isZero();
        for (var value : new double[] {-0x1p31, -0x1p30, 0x1p30, 0x1p24, -0x1p24}) {
            samples.write(memory, 0, value, 0);
            assertThat(samples.read(memory, 0)).isEqualTo(value);
        }
        samples.write(memory, 0, 0x1p31, 0);
        var top = encoding == Encoding.FLOAT32 ? 0x1p31 : 0x1p31 - Math.scalb(1.0, 32 - encoding.validBits());
        assertThat(samples.read(memory, 0)).isEqualTo(top);
    }

    @Test
    @DisplayName("beyond full scale is limited, and what is no number is silent")
    void limits() {
        var memory = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        var wide = new Samples(Encoding.FLOAT32);
        var narrow = new Samples(Encoding.S16);
        memory.putFloat(0, 3.5f);
        var loud = wide.read(memory, 0);
        narrow.write(memory, 0, loud, 0.9);
        assertThat(memory.getShort(0)).isEqualTo(Short.MAX_VALUE);
        narrow.write(memory, 0, -loud, -0.9);
        assertThat(memory.getShort(0)).isEqualTo(Short.MIN_VALUE);
        memory.putFloat(0, Float.NaN);
        assertThat(wide.read(memory, 0)).isZero();
        memory.putFloat(0, Float.NEGATIVE_INFINITY);
        assertThat(wide.read(memory, 0)).isZero();
    }

    @Test
    @DisplayName(
            "that is narrower is rounded with an error of a TPDF: no bias, its power the same wherever the signal is")
    void dithers() {
        for (var level : new double[] {0, 0.25, 0.5, 0.8}) {
            var line = new Line(format(Encoding.FLOAT32), FRAMES);
            for (var i = 0; i < FRAMES; i++) {
                line.memory().putFloat(4 * i, (float) ((100 + level) / 32_768));
            }
            var narrow = line.to(format(Encoding.S16));
            var sum = 0.0;
            var squares = 0.0;
            for (var i = 0; i < FRAMES; i++) {
                var error = narrow.memory().getShort(2 * i) - (100 + level);
                assertThat(Math.abs(error)).isLessThanOrEqualTo(1.5);
                sum += error;
                squares += error * error;
            }
            // A TPDF two steps wide has a power of 1/6, rounding one of 1/12: 1/4 together, at every level.
            assertThat(sum / FRAMES).isEqualTo(0, within(0.01));
            assertThat(squares / FRAMES).isEqualTo(0.25, within(0.01));
        }
    }

    @Test
    @DisplayName("is dithered the same each time it is made, with one seed, and otherwise with another")
    void isRepeatable() {
        var wide = random(Encoding.S32);
        var once = wide.to(format(Encoding.S16));
        var again = new Line(format(Encoding.S16), FRAMES);
        var converter =
                new Converter(new Converter.End(wide, wide.format()), new Converter.End(again, again.format()), 0);
        for (var from = 0; from < FRAMES; from += 7_919) {
            converter.convert(from, Math.min(7_919, FRAMES - from), FRAMES, from);
        }
        assertThat(again.memory()).isEqualTo(once.memory());
        new Converter(new Converter.End(wide, wide.format()), new Converter.End(again, again.format()), 1)
                .convert(0, FRAMES, FRAMES, 0);
        assertThat(again.memory()).isNotEqualTo(once.memory());
    }
}
