// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A time source that does not say how to sleep")
class TimeSourceTest {
    private final TimeSource source = System::nanoTime;

    @Test
    @DisplayName("sleeps by the system's clock, as long as it is told")
    void sleeps() {
        var from = System.nanoTime();
        source.sleep(5_000_000);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(5));
    }

    @Test
    @DisplayName("does not sleep for less than nothing, nor when it is interrupted, which it leaves to be seen")
    void endsEarly() {
        source.sleep(Long.MIN_VALUE);
        Thread.currentThread().interrupt();
        source.sleep(Long.MAX_VALUE);
        assertThat(Thread.interrupted()).isTrue();
    }
}
