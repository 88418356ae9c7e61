// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("How far a device may have gone")
class PaceTest {
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace(new WaveFormat(48_000, 2, Encoding.S16));

    @Test
    @DisplayName("is counted from where it was last seen to move")
    void countsFromTheLastMove() {
        pace.started(0);
        pace.seen(10 * MILLI, 480);
        pace.seen(20 * MILLI, 960);
        assertThat(pace.farthest(25 * MILLI)).isBetween(1_200L, 1_210L);
    }

    @Test
    @DisplayName("is not judged by what it took at once at its start")
    void doesNotCountTheStart() {
        pace.started(0);
        pace.seen(0, 1_500);
        pace.seen(10 * MILLI, 1_980);
        assertThat(pace.farthest(110 * MILLI)).isBetween(6_780L, 6_830L);
    }

    @Test
    @DisplayName("in steps: the next one may have been due right after the look before the last")
    void countsStepsFromTheLookBefore() {
        pace.started(0);
        pace.seen(1, 480);
        // Right after this look it takes the next 480, and seen it is almost 10 ms later.
        pace.seen(10 * MILLI - 1, 480);
        pace.seen(20 * MILLI - 1, 960);
        assertThat(pace.farthest(20 * MILLI)).isLessThan(1_440);
        assertThat(pace.farthestInSteps(20 * MILLI)).isGreaterThanOrEqualTo(1_440);
    }
}
