// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class DataRangeTest {
    private static final WaveFormat CD = new WaveFormat(44_100, 2, Encoding.S16);

    private final DataRange range = new DataRange(44_100, 96_000, 1, 2, Set.of(Encoding.S16, Encoding.FLOAT32));

    private static WaveFormat format(int rate, int channels, Encoding encoding) {
        return new WaveFormat(rate, channels, encoding);
    }

    @Test
    void aRangeContainsItsEndsAndNothingBeyond() {
        assertThat(range.contains(format(44_100, 1, Encoding.S16))).isTrue();
        assertThat(range.contains(format(96_000, 2, Encoding.FLOAT32))).isTrue();
        assertThat(range.contains(format(44_099, 1, Encoding.S16))).isFalse();
        assertThat(range.contains(format(96_001, 1, Encoding.S16))).isFalse();
        assertThat(range.contains(format(48_000, 3, Encoding.S16))).isFalse();
        assertThat(range.contains(format(48_000, 2, Encoding.S32))).isFalse();
    }

    @Test
    void aRangeOfOneFormatContainsThatOnly() {
        assertThat(DataRange.of(CD).contains(CD)).isTrue();
        assertThat(DataRange.of(CD).contains(format(44_100, 2, Encoding.S32))).isFalse();
        assertThat(DataRange.of(CD).bestCommonFormat(range)).contains(CD);
    }

    @Test
    @DisplayName("A109 the best common format has the highest rate, the most channels and the widest encoding")
    void theBestCommonFormatIsTheLargest() {
        var other = new DataRange(8_000, 48_000, 2, 8, EnumSet.allOf(Encoding.class));

        assertThat(range.bestCommonFormat(other)).contains(format(48_000, 2, Encoding.FLOAT32));
        assertThat(other.bestCommonFormat(range)).contains(format(48_000, 2, Encoding.FLOAT32));
    }

    @Test
    @DisplayName("A109 ranges apart in rate, channels or encoding have no format in common")
    void rangesApartHaveNothingInCommon() {
        assertThat(range.bestCommonFormat(new DataRange(8_000, 44_099, 1, 2, Set.of(Encoding.S16))))
                .isEmpty();
        assertThat(range.bestCommonFormat(new DataRange(96_001, 192_000, 1, 2, Set.of(Encoding.S16))))
                .isEmpty();
        assertThat(range.bestCommonFormat(new DataRange(44_100, 96_000, 3, 8, Set.of(Encoding.S16))))
                .isEmpty();
        assertThat(range.bestCommonFormat(new DataRange(44_100, 96_000, 1, 2, Set.of(Encoding.S32))))
                .isEmpty();
    }

    @Test
    @DisplayName("A109 the best common format is in both ranges, and there is one whenever any format is")
    void theBestCommonFormatIsInBoth() {
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++) {
            var a = random(random);
            var b = random(random);
            var best = a.bestCommonFormat(b);
            assertThat(b.bestCommonFormat(a)).isEqualTo(best);
            best.ifPresent(format ->
                    assertThat(a.contains(format) && b.contains(format)).isTrue());
            var probe = new WaveFormat(
                    rate(random), 1 + random.nextInt(4), Encoding.values()[random.nextInt(Encoding.values().length)]);
            if (a.contains(probe) && b.contains(probe)) {
                assertThat(best).isPresent();
            }
        }
    }

    private static int rate(Random random) {
        return 8_000 * (1 + random.nextInt(6));
    }

    private static DataRange random(Random random) {
        var rate = rate(random);
        var channels = 1 + random.nextInt(4);
        var encodings = EnumSet.of(Encoding.values()[random.nextInt(Encoding.values().length)]);
        encodings.add(Encoding.values()[random.nextInt(Encoding.values().length)]);
        return new DataRange(rate, rate + 8_000 * random.nextInt(4), channels, channels + random.nextInt(4), encodings);
    }

    @ParameterizedTest
    @CsvSource({
        "7999, 48000, 1, 2",
        "48000, 384001, 1, 2",
        "48000, 44100, 1, 2",
        "44100, 48000, 0, 2",
        "44100, 48000, 1, 33",
        "44100, 48000, 2, 1"
    })
    void rangesOutOfOrderOrOutOfRangeAreRefused(int minRate, int maxRate, int minChannels, int maxChannels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataRange(minRate, maxRate, minChannels, maxChannels, Set.of(Encoding.S16)))
                .withMessageContaining("expected");
    }

    @Test
    void noEncodingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataRange(44_100, 48_000, 1, 2, Set.of()))
                .withMessageContaining("encoding");
    }

    @Test
    void theSetOfEncodingsIsACopyInOrder() {
        var encodings = EnumSet.of(Encoding.S32, Encoding.U8);
        var copied = new DataRange(44_100, 48_000, 1, 2, encodings);
        encodings.add(Encoding.S16);

        assertThat(copied.encodings()).containsExactly(Encoding.U8, Encoding.S32);
        assertThatThrownBy(() -> copied.encodings().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
