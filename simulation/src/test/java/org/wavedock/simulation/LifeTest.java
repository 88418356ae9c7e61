// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A seed")
class LifeTest {
    @BeforeAll
    static void watch() {
        Failures.watch();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7, 1L << 40})
    @DisplayName("is the same life again, step by step")
    void replaysExactly(long seed) {
        var first = Life.of(seed, Trace.kept());
        var again = Life.of(seed, Trace.kept());
        assertThat(first.trace()).hasSizeGreaterThan(100);
        assertThat(again.trace()).isEqualTo(first.trace());
        assertThat(again.totals().all()).isEqualTo(first.totals().all());
        assertThat(again.broken()).isEqualTo(first.broken());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("is the same life whether or not it is traced")
    void isNotChangedByItsTrace(long seed) {
        assertThat(Life.of(seed, Trace.none()).totals().all())
                .isEqualTo(Life.of(seed, Trace.kept()).totals().all());
    }
}
