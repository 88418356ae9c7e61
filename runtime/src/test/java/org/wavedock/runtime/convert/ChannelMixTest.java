// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A mix of channels")
class ChannelMixTest {
    private static final int[] LAYOUTS = {1, 2, 4, 6, 8};
    private static final double THIRD = Math.sqrt(0.5);

    private static double[] row(ChannelMix mix, int out, int from) {
        var row = new double[from];
        for (var i = 0; i < from; i++) {
            row[i] = mix.gain(out, i);
        }
        return row;
    }

    @Test
    @DisplayName("lets mono be heard from both fronts, at full level")
    void monoToStereo() {
        var mix = new ChannelMix(1, 2);
        assertThat(row(mix, 0, 1)).containsExactly(1);
        assertThat(row(mix, 1, 1)).containsExactly(1);
        assertThat(mix.isExact()).isTrue();
    }

    @Test
    @DisplayName("makes mono of both fronts at half level")
    void stereoToMono() {
        var mix = new ChannelMix(2, 1);
        assertThat(row(mix, 0, 2)).containsExactly(0.5, 0.5);
        assertThat(mix.isExact()).isFalse();
        assertThat(mix.channel(0, new double[] {100, 50})).isEqualTo(75);
    }

    @Test
    @DisplayName("folds 5.1 as BS.775 does, and limits the sum")
    void surroundToStereo() {
        var scale = 1 / (1 + 2 * THIRD);
        var mix = new ChannelMix(6, 2);
        var expected = new double[] {scale, 0, THIRD * scale, 0, THIRD * scale, 0};
        assertThat(row(mix, 0, 6)).containsExactly(expected, within(1e-12));
        assertThat(mix.gain(1, 5)).isEqualTo(THIRD * scale, within(1e-12));
    }

    @Test
    @DisplayName("folds the sides into the rear if there is one")
    void sidesToRear() {
        var mix = new ChannelMix(8, 6);
        var scale = 1 / (1 + THIRD);
        assertThat(mix.gain(4, 4)).isEqualTo(scale, within(1e-12));
        assertThat(mix.gain(4, 6)).isEqualTo(THIRD * scale, within(1e-12));
        assertThat(mix.gain(3, 3)).isEqualTo(scale, within(1e-12));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"2, 4", "2, 6", "2, 8", "4, 6", "4, 8", "6, 8", "1, 8", "3, 8", "2, 2", "3, 3"})
    @DisplayName("changes nothing on the way to more loudspeakers")
    void upIsExact(int from, int to) {
        assertThat(new ChannelMix(from, to).isExact()).isTrue();
    }

    @Test
    @DisplayName("never goes beyond full scale, and loses no channel but LFE")
    void keepsWithinBounds() {
        for (var from : LAYOUTS) {
            for (var to : LAYOUTS) {
                var mix = new ChannelMix(from, to);
                for (var out = 0; out < to; out++) {
                    var sum = 0.0;
                    for (var gain : row(mix, out, from)) {
                        sum += gain;
                    }
                    assertThat(sum).isBetween(0.0, 1.0 + 1e-12);
                }
                for (var in = 0; in < from; in++) {
                    var heard = 0.0;
                    for (var out = 0; out < to; out++) {
                        heard += mix.gain(out, in);
                    }
                    var isLfe = in == 3 && from >= 6;
                    assertThat(heard > 0)
                            .as("channel %d of %d in %d", in, from, to)
                            .isEqualTo(!isLfe || to >= 6);
                }
            }
        }
    }
}
