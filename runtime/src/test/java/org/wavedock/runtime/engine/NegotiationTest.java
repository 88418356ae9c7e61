// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("What a device is asked for")
class NegotiationTest {
    private static final WaveFormat CD = new WaveFormat(44_100, 2, Encoding.S16);

    private static List<WaveFormat> candidates(WaveFormat own, Conversion conversion) {
        return Negotiation.candidates(StreamRequest.render("x", own).converting(conversion));
    }

    private static List<Object> orderOf(
            List<WaveFormat> formats, java.util.function.Function<WaveFormat, Object> part) {
        var order = new ArrayList<>();
        for (var format : formats) {
            if (!order.contains(part.apply(format))) {
                order.add(part.apply(format));
            }
        }
        return order;
    }

    @Test
    @DisplayName("is the stream's own format first, and nothing else if nothing may be converted")
    void ownFormatFirst() {
        assertThat(candidates(CD, Conversion.NONE)).containsExactly(CD);
        assertThat(candidates(CD, Conversion.ENCODING)).startsWith(CD);
        assertThat(candidates(CD, Conversion.ANY)).startsWith(CD).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("is then a wider encoding, the nearest first, and at last a narrower one")
    void encodings() {
        assertThat(candidates(CD, Conversion.ENCODING))
                .extracting(WaveFormat::encoding)
                .containsExactly(
                        Encoding.S16,
                        Encoding.S24_PACKED,
                        Encoding.S24_IN_32,
                        Encoding.S32,
                        Encoding.FLOAT32,
                        Encoding.U8);
        assertThat(candidates(new WaveFormat(44_100, 2, Encoding.FLOAT32), Conversion.ENCODING))
                .extracting(WaveFormat::encoding)
                .containsExactly(
                        Encoding.FLOAT32,
                        Encoding.S32,
                        Encoding.S24_IN_32,
                        Encoding.S24_PACKED,
                        Encoding.S16,
                        Encoding.U8);
    }

    @Test
    @DisplayName("keeps the rate before the channels, and the channels before the encoding")
    void nearest() {
        var all = candidates(CD, Conversion.ANY);
        assertThat(orderOf(all, WaveFormat::sampleRate))
                .startsWith(44_100, 48_000, 88_200, 96_000)
                .endsWith(16_000, 11_025, 8_000);
        assertThat(orderOf(all, WaveFormat::channels)).containsExactly(2, 4, 6, 8, 1);
        assertThat(all.get(6)).isEqualTo(new WaveFormat(44_100, 4, Encoding.S16));
    }

    @Test
    @DisplayName("never folds channels that nobody knows the places of")
    void unknownLayouts() {
        assertThat(orderOf(candidates(new WaveFormat(47_999, 3, Encoding.S16), Conversion.ANY), WaveFormat::channels))
                .containsExactly(3, 4, 6, 8);
    }
}
