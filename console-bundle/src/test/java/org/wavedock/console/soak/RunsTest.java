// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Runs of numbers")
class RunsTest {
    private static Runs of(long... firstAndCount) {
        var runs = new Runs();
        for (var i = 0; i < firstAndCount.length; i += 2) {
            runs.add(firstAndCount[i], firstAndCount[i + 1]);
        }
        return runs;
    }

    @Test
    @DisplayName("are equal however they were put together, as far as the shorter goes")
    void compare() {
        assertThat(of(5, 10, 0, 3).mismatch(of(5, 4, 9, 6, 0, 3))).isEqualTo(-1);
        assertThat(of(5, 10, 0, 3).mismatch(of(5, 4))).isEqualTo(-1);
        assertThat(of().mismatch(of(1, 1))).isEqualTo(-1);
        assertThat(of(5, 10, 0, 3).total()).isEqualTo(13);
    }

    @Test
    @DisplayName("differ where the first number differs")
    void differ() {
        assertThat(of(5, 10, 0, 3).mismatch(of(5, 10, 1, 3))).isEqualTo(10);
        assertThat(of(5, 10).mismatch(of(5, 9, 15, 1))).isEqualTo(9);
        assertThat(of(5, 10).mismatch(of(4, 10))).isZero();
    }
}
