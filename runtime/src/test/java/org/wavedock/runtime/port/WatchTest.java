// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A watch over a device's position")
class WatchTest {
    private static final long MILLI = 1_000_000;
    private static final int RING = 12_000;
    private static final long ANYWHERE = Long.MAX_VALUE;

    private final Watch watch = new Watch(new WaveFormat(48_000, 2, Encoding.S16));
    private long now;
    private long position;

    @BeforeEach
    void start() {
        watch.begin(() -> now);
        watch.started(now, RING);
    }

    private boolean look(long millis, long frames) {
        now += millis * MILLI;
        position += frames;
        return watch.believes(now, position, ANYWHERE, 0);
    }

    private void fails(long millis, long frames, String words) {
        assertThatExceptionOfType(DeviceRemovedException.class)
                .isThrownBy(() -> look(millis, frames))
                .withMessageContaining(words);
    }

    @Test
    @DisplayName("calls 200 ms without a frame a stall, not 190")
    void stall() {
        look(10, 480);
        for (var i = 0; i < 19; i++) {
            look(10, 0);
        }
        fails(10, 0, "stands at frame 480 for 200 ms");
    }

    @Test
    @DisplayName("begins anew with every frame")
    void moves() {
        for (var i = 0; i < 100; i++) {
            look(10, i % 19 == 0 ? 1 : 0);
        }
        assertThat(position).isEqualTo(6);
    }

    @Test
    @DisplayName("counts little of a time in which it did not look: a platform that stood saw nothing stand")
    void hole() {
        look(10, 480);
        for (var i = 0; i < 9; i++) {
            look(5_000, 0);
        }
        fails(5_000, 0, "stands");
    }

    @Test
    @DisplayName("does not blame who has been given nothing")
    void limit() {
        for (var i = 0; i < 1_000; i++) {
            now += 10 * MILLI;
            watch.believes(now, 0, 0, 0);
        }
        assertThatExceptionOfType(DeviceRemovedException.class)
                .isThrownBy(() -> watch.believes(now, 1, 0, 0))
                .withMessageContaining("from frame 0 to 1, expected no less and at most 0");
    }

    @Test
    @DisplayName(
            "takes a position that came much later than the time for what it is, and believes it when the time has caught up")
    void heldUpInBetween() {
        look(10, 480);
        assertThat(look(10, 24_000)).as("not yet").isFalse();
        assertThat(watch.believes(now, position, ANYWHERE, 0))
                .as("nor a moment later")
                .isFalse();
        assertThat(look(500, 480)).isTrue();
        assertThat(look(10, 480)).isTrue();
    }

    @Test
    @DisplayName("does not believe a jump at the second look either")
    void jump() {
        look(10, 480);
        assertThat(look(10, 24_000)).isFalse();
        fails(10, 480, "ahead of a clock 2 times as fast");
    }

    @Test
    @DisplayName("allows a device no time before its start, though nobody has looked for long")
    void jumpAtStart() {
        now += 5_000 * MILLI;
        watch.started(now, RING);
        assertThat(look(0, 24_000)).isFalse();
        fails(10, 480, "ahead of a clock 2 times as fast");
    }

    @Test
    @DisplayName("judges at once what a stopped device says, by the time when it had stopped")
    void jumpAtStop() {
        look(10, 480);
        watch.stopped();
        var before = now;
        now += 400 * MILLI;
        assertThat(watch.believes(before, 24_000, ANYWHERE, 0)).isTrue();
        watch.started(now, RING);
        watch.stopped();
        position = 0;
        fails(0, 24_000, "ahead of a clock 2 times as fast");
    }

    @Test
    @DisplayName("lets a device take a ring at once, and go twice its rate for ever")
    void burst() {
        assertThat(look(0, RING)).isTrue();
        for (var i = 0; i < 1_000; i++) {
            look(10, 2 * 480);
        }
        assertThat(look(10, 2 * 480)).isTrue();
    }

    @Test
    @DisplayName("is told of a wait when it is over, and believes it if there has been the time for it")
    void waits() {
        watch.believes(now, 0, 480, 0);
        now += 1_000 * MILLI;
        assertThat(watch.believes(now, 480, 480, 0)).isTrue();
        assertThat(watch.believes(now, 480, 960, 47_520)).isTrue();
        now += 10 * MILLI;
        assertThat(watch.believes(now, 960, 960, 47_520)).isTrue();
        now += 1_000 * MILLI;
        assertThat(watch.believes(now, 960, 1_440, 47_520 + 5 * 48_000)).isFalse();
    }

    @Test
    @DisplayName("lets nobody go four times as fast because it had nothing to do before")
    void swallows() {
        for (var i = 0; i < 500; i++) {
            now += 10 * MILLI;
            watch.believes(now, 0, 0, 0);
        }
        assertThatExceptionOfType(DeviceRemovedException.class).isThrownBy(() -> {
            for (var i = 0; i < 25; i++) {
                now += 10 * MILLI;
                position += 4 * 480;
                watch.believes(now, position, position, 0);
            }
        });
    }

    @Test
    @DisplayName("lets nobody go five times as fast for 250 ms")
    void tooFast() {
        for (var i = 0; i < 8; i++) {
            look(10, 5 * 480);
        }
        assertThatExceptionOfType(DeviceRemovedException.class).isThrownBy(() -> {
            for (var i = 0; i < 12; i++) {
                look(10, 5 * 480);
            }
        });
    }

    @Test
    @DisplayName("forgets in a rest how long a device stood, but not because it was started anew")
    void restarts() {
        for (var i = 0; i < 100; i++) {
            watch.rested();
            look(10, 0);
        }
        for (var i = 0; i < 18; i++) {
            watch.started(now, RING);
            look(10, 0);
        }
        watch.started(now, RING);
        fails(10, 0, "stands at frame 0");
    }
}
