// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

@DisplayName("A render stream that changes its device")
@ParameterizedClass
@EnumSource(Drive.class)
class RenderSwapTest {
    private final Rig rig;

    RenderSwapTest(Drive drive) {
        rig = new Rig(drive);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static void assertExact(AudioStream stream, long frames) {
        var account = stream.snapshot();
        assertThat(account.framesSubmitted()).isEqualTo(frames);
        assertThat(account.framesRendered()).isEqualTo(frames);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesRepeated()).isZero();
    }

    @Test
    @DisplayName("plays to its end on one device")
    void playsOnOneDevice() throws AudioException {
        rig.card("sim0", 0);
        var stream = rig.open();
        rig.write(stream, 5_000);
        stream.start();
        rig.write(stream, 95_000);
        rig.finish(stream);
        assertExact(stream, 100_000);
        assertThat(stream.snapshot().segments()).hasSize(1);
        assertThat(stream.snapshot().framesSilence()).isZero();
        assertThat(stream.swaps()).isEmpty();
    }

    @Test
    @DisplayName("goes where it is asked to, each frame exactly once")
    void swapsOnRequest() throws AudioException {
        rig.card("sim0", 1);
        rig.card("sim1", 0);
        var stream = rig.open();
        rig.write(stream, 2_000);
        stream.start();
        rig.write(stream, 48_000);
        var there = stream.swapTo("sim1", Rig.LONG);
        rig.write(stream, 48_000);
        var back = stream.swapTo("sim0", Rig.LONG);
        rig.write(stream, 20_000);
        rig.finish(stream);
        assertExact(stream, 118_000);
        assertThat(there.from()).isEqualTo("sim0");
        assertThat(there.to()).isEqualTo("sim1");
        assertThat(there.reason()).isEqualTo(SwapReason.REQUESTED);
        assertThat(there.gapFrames()).isZero();
        assertThat(stream.swaps()).containsExactly(there, back);
        assertThat(stream.snapshot().segments())
                .extracting("device", "streamFrame")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("sim0", 0L),
                        org.assertj.core.groups.Tuple.tuple("sim1", there.atFrame()),
                        org.assertj.core.groups.Tuple.tuple("sim0", back.atFrame()));
    }

    @Test
    @DisplayName("that was given nothing yet has no gap when it moves")
    void movesBeforeItPlays() throws AudioException {
        rig.card("sim0", 1);
        rig.card("sim1", 0);
        rig.scheduler.await(() -> false, Rig.LONG.toNanos());
        var stream = rig.open();
        stream.start();
        var swap = stream.swapTo("sim1", Rig.LONG);
        assertThat(swap.gapMicros()).isLessThan(20_000);
    }

    @Test
    @DisplayName("moves to a better device that arrives, and back when it leaves")
    void followsTheBestDevice() throws AudioException {
        rig.card("sim0", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        rig.card("best", 10);
        rig.write(stream, 48_000);
        rig.leave("best");
        rig.write(stream, 48_000);
        rig.finish(stream);
        assertExact(stream, 144_000);
        assertThat(stream.swaps())
                .extracting("to", "reason")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("best", SwapReason.BETTER_DEVICE),
                        org.assertj.core.groups.Tuple.tuple("sim0", SwapReason.BACKEND_LEFT));
    }

    @Test
    @DisplayName("moves when a ranking changes")
    void followsTheRanking() throws AudioException {
        rig.card("sim0", 1);
        rig.card("sim1", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        rig.rank("sim1", 5);
        rig.write(stream, 48_000);
        rig.finish(stream);
        assertExact(stream, 96_000);
        assertThat(stream.swaps()).singleElement().extracting("to").isEqualTo("sim1");
    }

    @Test
    @DisplayName("waits without a device, and goes on at the frame where it stopped")
    void parksAndResumes() throws AudioException {
        rig.card("sim0", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        rig.leave("sim0");
        assertThat(stream.snapshot().device()).isNull();
        var before = stream.snapshot().framesRendered();
        rig.pass(Duration.ofSeconds(3));
        assertThat(stream.snapshot().framesRendered()).isEqualTo(before);
        rig.card("sim1", 0);
        rig.write(stream, 48_000);
        rig.finish(stream);
        assertExact(stream, 96_000);
        var report = stream.swaps().get(0);
        assertThat(report.from()).isEqualTo("sim0");
        assertThat(report.reason()).isEqualTo(SwapReason.DEVICE_ARRIVED);
        assertThat(report.atFrame()).isEqualTo(before);
        assertThat(report.gapFrames()).isBetween(3 * 48_000L, 3 * 48_000L + 4_800);
    }

    @Test
    @DisplayName("a write that finds no room while the stream waits for a device ends with a reason")
    void parkedWriteTimesOut() throws AudioException {
        var stream = rig.open();
        stream.start();
        rig.write(stream, 24_000);
        var more = Rig.buffer(10);
        assertThatThrownBy(() -> stream.write(more, Rig.MOMENT))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEVICE_NOT_READY));
        assertThat(more.position()).isZero();
        rig.card("late", 0);
        rig.finish(stream);
        assertExact(stream, 24_000);
    }

    @Test
    @DisplayName("loses nothing when its device is unplugged, and counts what may have been heard twice")
    void survivesUnplug() throws AudioException {
        var first = rig.card("sim0", 1);
        rig.card("sim1", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        rig.pass(Duration.ofNanos(3_333_333));
        first.unplug();
        rig.write(stream, 48_000);
        rig.finish(stream);
        var account = stream.snapshot();
        assertThat(account.framesRendered()).isEqualTo(96_000);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesRepeated()).isBetween(1L, 490L);
        assertThat(stream.swaps()).singleElement().satisfies(report -> {
            assertThat(report.reason()).isEqualTo(SwapReason.DEVICE_LOST);
            assertThat(report.framesRepeated()).isEqualTo(account.framesRepeated());
        });
    }

    @Test
    @DisplayName("waits for a device's FIFO to be heard in a planned swap")
    void postRollsTheFifo() throws AudioException {
        rig.card("fifo", 1, Map.of("fifo.frames", 950));
        rig.card("sim1", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        stream.swapTo("sim1", Rig.LONG);
        rig.write(stream, 48_000);
        stream.swapTo("fifo", Rig.LONG);
        rig.write(stream, 4_800);
        rig.finish(stream);
        assertExact(stream, 100_800);
    }

    @Test
    @DisplayName("goes back by the FIFO when the device is unplugged")
    void rewindsTheFifo() throws AudioException {
        var first = rig.card("fifo", 1, Map.of("fifo.frames", 950));
        rig.card("sim1", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        first.unplug();
        rig.write(stream, 48_000);
        rig.finish(stream);
        var account = stream.snapshot();
        assertThat(account.framesLost()).isZero();
        // A bus master has no FIFO: it fetches what is heard.
        var fifo = rig.hasFifos() ? 950 : 0;
        assertThat(account.framesRepeated()).isBetween((long) fifo, fifo + 490L);
    }

    @Test
    @DisplayName("stands still while paused, and goes on from there, here or elsewhere")
    void pausesAndMoves() throws AudioException {
        rig.card("sim0", 1, Map.of("fifo.frames", 100));
        rig.card("sim1", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 30_000);
        stream.pause();
        rig.pass(Duration.ofMillis(100));
        var at = stream.snapshot().framesRendered();
        rig.pass(Duration.ofSeconds(1));
        assertThat(stream.snapshot().framesRendered()).isEqualTo(at);
        stream.start();
        rig.write(stream, 30_000);
        stream.pause();
        rig.pass(Duration.ofMillis(100));
        var report = stream.swapTo("sim1", Rig.LONG);
        assertThat(report.atFrame()).isEqualTo(stream.snapshot().framesRendered());
        stream.start();
        rig.write(stream, 30_000);
        rig.finish(stream);
        assertExact(stream, 90_000);
    }

    @Test
    @DisplayName("counts what close threw away")
    void closeCountsTheRest() throws AudioException {
        rig.card("sim0", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        stream.close();
        stream.close();
        var account = stream.snapshot();
        assertThat(account.framesLost()).isPositive();
        assertThat(account.framesRendered() + account.framesLost()).isEqualTo(48_000);
        rig.verify(stream);
        assertThat(rig.board.devices()).singleElement().extracting("streams").isEqualTo(0);
    }

    @Test
    @DisplayName("A72 a starved stream is silent, not stale, and says how long")
    void starvesInSilence() throws AudioException {
        rig.card("sim0", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 4_800);
        rig.pass(Duration.ofSeconds(2));
        rig.write(stream, 4_800);
        rig.finish(stream);
        assertExact(stream, 9_600);
        assertThat(stream.snapshot().framesSilence()).isBetween(88_000L, 96_000L);
    }

    @Test
    @DisplayName("a hundred swaps lose nothing")
    void manySwaps() throws AudioException {
        rig.card("sim0", 1);
        rig.card("sim1", 0, Map.of("fifo.frames", 333, "drift.ppm", 500, "start.frames", 1024));
        var stream = rig.open();
        stream.start();
        for (var i = 0; i < 100; i++) {
            rig.write(stream, 3_001 + 17 * i);
            stream.swapTo(i % 2 == 0 ? "sim1" : "sim0", Rig.LONG);
        }
        rig.finish(stream);
        assertExact(stream, 100 * 3_001 + 17 * 4_950);
        assertThat(stream.swaps()).hasSize(100);
    }

    @Test
    @DisplayName("an unknown device is refused, and the stream stays where it is")
    void unknownDevice() throws AudioException {
        rig.card("sim0", 0);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 4_800);
        assertThatThrownBy(() -> stream.swapTo("nowhere", Rig.LONG))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("sim0");
        rig.write(stream, 48_000);
        rig.finish(stream);
        assertExact(stream, 52_800);
        assertThatThrownBy(() -> rig.open("nowhere")).hasMessageContaining("sim0");
    }
}
