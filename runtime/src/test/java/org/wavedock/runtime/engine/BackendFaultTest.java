// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

@DisplayName("A backend that misbehaves")
class BackendFaultTest {
    private static Card faulty(Rig rig, String method, int goodCalls, Runnable fault) {
        var card = new Card(
                CardSettings.of(Map.of("name", "faulty", "render.to", "memory")), rig.scheduler, new CardRegistry());
        rig.arrive("faulty", new FaultyProvider(card, method, goodCalls, fault), 10);
        return card;
    }

    private static void fail() {
        throw new IllegalStateException("a bug in the backend");
    }

    @ParameterizedTest(name = "{0} throws after {1} calls")
    @CsvSource({
        "copyTo, 90",
        "transferredBytes, 30",
        "start, 0",
        "originFrame, 0",
        "stop, 3",
        "bufferSize, 2",
        "release, 0",
    })
    @DisplayName("is lost, once, and the stream plays on elsewhere without losing a frame")
    void throwsOnThePump(String method, int goodCalls) throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            var card = faulty(rig, method, goodCalls, BackendFaultTest::fail);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 48_000);
            card.unplug();
            rig.write(stream, 48_000);
            stream.drain(Rig.LONG);
            stream.close();
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(stream.snapshot().framesRendered()).isEqualTo(96_000);
            assertThat(stream.snapshot().framesRepeated()).isLessThan(1_920);
            card.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @DisplayName("that cannot even be stopped gives back everything else")
    void failsWhileClosing(int goodCalls) throws AudioException {
        try (var rig = new Rig()) {
            var card = faulty(rig, "stop", goodCalls, () -> {
                throw new AssertionError("a bug in the backend");
            });
            var stream = rig.open();
            stream.start();
            rig.write(stream, 4_800);
            stream.close();
            rig.pass(Duration.ofSeconds(1));
            assertThat(card.holdsMemory()).isFalse();
            card.close();
        }
    }

    @Test
    @DisplayName("that throws while it is opened is passed over")
    void throwsWhileOpening() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            var card = faulty(rig, "newChannel", 0, BackendFaultTest::fail);
            var stream = rig.open();
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            assertThatThrownBy(() -> stream.swapTo("faulty", Rig.LONG)).hasMessageContaining("a bug in the backend");
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            card.close();
        }
    }

    @Test
    @DisplayName("that throws whatever it likes while a buffer is allocated has nothing left open")
    void throwsWhileAllocating() throws AudioException {
        try (var rig = new Rig()) {
            var card = faulty(rig, "allocateBuffer", 0, () -> {
                throw new AssertionError("a bug in the backend");
            });
            assertThatThrownBy(rig::open).hasMessageContaining("a bug in the backend");
            for (var i = 0; i < card.description().substreams(); i++) {
                card.newChannel(Direction.RENDER, Rig.FORMAT, 4_096);
            }
            card.close();
        }
    }

    @Test
    @DisplayName("that is the only one makes open fail with its reason")
    void refusesToOpen() {
        try (var rig = new Rig()) {
            rig.card("sim0", 0, Map.of("substreams", 2));
            assertThat(rig.board.devices()).hasSize(1);
            assertThatThrownBy(() -> {
                        rig.open();
                        rig.open();
                        rig.open();
                    })
                    .isInstanceOfSatisfying(AudioException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES);
                        assertThat(e).hasMessageContaining("sim0");
                    });
            assertThat(rig.board.streams()).hasSize(2);
        }
    }

    @Test
    @DisplayName("that hangs on the pump holds up neither another device's stream nor its own removal")
    void hangsOnThePump() throws AudioException {
        var never = new CountDownLatch(1);
        try (var rig = new Rig(new RealScheduler())) {
            rig.card("sim0", 0);
            var hangs = new CountDownLatch(1);
            var card = faulty(rig, "copyTo", 90, () -> {
                hangs.countDown();
                awaitQuietly(never);
            });
            var stream = rig.open();
            stream.start();
            rig.write(stream, 24_000);
            awaitQuietly(hangs);
            var before = System.nanoTime();
            rig.leave("faulty");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1_500));
            rig.write(stream, 24_000);
            stream.drain(Rig.LONG);
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(stream.swaps()).singleElement().satisfies(report -> {
                assertThat(report.to()).isEqualTo("sim0");
                assertThat(report.reason()).isIn(SwapReason.BACKEND_LEFT, SwapReason.DEVICE_LOST);
            });
            stream.close();
            never.countDown();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.contains("faulty")));
            card.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
