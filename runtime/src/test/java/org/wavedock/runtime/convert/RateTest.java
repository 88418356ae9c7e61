// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A count of frames in another rate")
class RateTest {
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"44100, 48000", "48000, 44100", "8000, 192000", "192000, 8000", "47999, 48000", "48000, 48000"})
    @DisplayName("is exact, however long a stream lasts")
    void isExact(int of, int to) {
        var rate = new Rate(of, to);
        var century = 100L * 366 * 86_400 * of;
        for (var frames :
                new long[] {0, 1, 2, 7, of - 1, of, of + 1, century, century + 1, century + 12_345, -1, -of - 5}) {
            var exact = BigInteger.valueOf(frames).multiply(BigInteger.valueOf(to));
            var divisor = BigInteger.valueOf(of);
            var floor = exact.subtract(exact.mod(divisor)).divide(divisor).longValueExact();
            assertThat(rate.floor(frames)).isEqualTo(floor);
            assertThat(rate.ceil(frames)).isEqualTo(exact.mod(divisor).signum() == 0 ? floor : floor + 1);
            assertThat((double) rate.rest(frames) / rate.divisor())
                    .isEqualTo(exact.mod(divisor).doubleValue() / of);
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"44100, 48000", "48000, 44100", "8000, 192000", "192000, 8000"})
    @DisplayName("counts every frame in exactly one piece, however it is cut")
    void piecesAddUp(int of, int to) {
        var there = new Rate(of, to);
        var sum = 0L;
        var at = 0L;
        for (var i = 0; i < 10_000; i++) {
            var next = at + i * 31 % 977;
            sum += there.ceil(next) - there.ceil(at);
            at = next;
        }
        assertThat(sum).isEqualTo(there.ceil(at));
    }
}
