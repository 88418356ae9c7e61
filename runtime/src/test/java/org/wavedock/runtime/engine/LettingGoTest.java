// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;

@DisplayName("Letting go of devices")
class LettingGoTest {
    private static Card bareCard(Rig rig, String name) {
        var settings = CardSettings.of(Map.of("name", name, "substreams", 1));
        return new Card(settings, rig.scheduler, new CardRegistry());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("drain waits for what the device before still holds in its FIFO")
    void drainWaitsForTheFifoBefore() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("deep", 1, Map.of("fifo.frames", 9_600));
            rig.card("sim1", 0);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 24_000);
            stream.swapTo("sim1", Rig.LONG);
            rig.finish(stream);
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(stream.snapshot().framesRendered()).isEqualTo(24_000);
        }
    }

    @Test
    @DisplayName("a healthy stream closes at once")
    void closesAtOnce() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 4_800);
            rig.pass(Duration.ofMillis(20));
            var before = rig.scheduler.nanoTime();
            stream.close();
            assertThat(rig.scheduler.nanoTime() - before).isLessThan(1_000_000);
        }
    }

    @Test
    @DisplayName("a device that opens but cannot start refuses the stream, which stays where it is")
    void cannotStart() throws AudioException {
        try (var rig = new Rig();
                var card = bareCard(rig, "broken")) {
            rig.card("sim0", 5);
            rig.arrive("broken", new FaultyProvider(card, "start", 0, LettingGoTest::fail), 0);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 20_000);
            assertThatThrownBy(() -> stream.swapTo("broken", Rig.LONG)).hasMessageContaining("broken");
            rig.write(stream, 200_000);
            rig.finish(stream);
            assertThat(stream.swaps()).hasSizeLessThan(3);
            assertThat(stream.snapshot().framesLost()).isZero();
        }
    }

    @Test
    @DisplayName("a better device that opens but never starts is tried less and less often")
    void backsOff() throws AudioException {
        try (var rig = new Rig();
                var card = bareCard(rig, "broken")) {
            rig.card("sim0", 0);
            rig.arrive("broken", new FaultyProvider(card, "start", 0, LettingGoTest::fail), 5);
            var stream = rig.open();
            stream.start();
            for (var i = 0; i < 50; i++) {
                rig.write(stream, 19_200);
            }
            rig.finish(stream);
            assertThat(stream.swaps()).hasSizeLessThan(10);
            assertThat(stream.snapshot().framesLost()).isZero();
        }
    }

    private static void fail() {
        throw new NoClassDefFoundError("a class of a bundle that is being updated");
    }

    @Test
    @DisplayName("an error in one backend's answer is not the other devices' business")
    void errorWhileAsked() throws AudioException {
        try (var rig = new Rig();
                var card = bareCard(rig, "broken")) {
            var first = rig.card("sim0", 9);
            var stream = rig.open();
            stream.start();
            rig.arrive("broken", new FaultyProvider(card, "checkFormat", 0, LettingGoTest::fail), 5);
            rig.card("sim1", 0);
            rig.write(stream, 20_000);
            first.unplug();
            rig.write(stream, 20_000);
            rig.finish(stream);
            assertThat(stream.snapshot().framesRendered()).isEqualTo(40_000);
        }
    }

    @Test
    @DisplayName("a device that hangs while it is opened holds up neither its removal nor the stream")
    void hangsWhileOpening() throws AudioException {
        var never = new CountDownLatch(1);
        try (var rig = new Rig(new RealScheduler());
                var card = bareCard(rig, "hanging")) {
            rig.arrive("hanging", new FaultyProvider(card, "newChannel", 0, () -> await(never)), 5);
            var stream = rig.open();
            rig.card("sim0", 0);
            stream.start();
            rig.leave("hanging");
            rig.write(stream, 4_800);
            stream.drain(Rig.LONG);
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            stream.close();
            never.countDown();
        }
    }

    @Test
    @DisplayName("a channel that comes after its stream was closed is given back")
    void opensAfterClose() throws AudioException {
        var late = new CountDownLatch(1);
        try (var rig = new Rig(new RealScheduler());
                var card = bareCard(rig, "slow")) {
            rig.arrive("slow", new FaultyProvider(card, "newChannel", 0, () -> await(late)), 5);
            rig.open().close();
            assertThat(rig.board.devices())
                    .singleElement()
                    .extracting("streams")
                    .isEqualTo(1);
            late.countDown();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(rig.board.devices())
                            .singleElement()
                            .extracting("streams")
                            .isEqualTo(0));
            rig.leave("slow");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.contains("slow")));
        }
    }

    @Test
    @DisplayName("neither a stream that waits nor one that is closed keeps hold of a backend that has left")
    void holdsNothing() throws AudioException {
        try (var rig = new Rig()) {
            var card = new Card(CardSettings.of(Map.of("name", "gone")), rig.scheduler, new CardRegistry());
            rig.arrive("gone", new FaultyProvider(card, "none", 0, LettingGoTest::fail), 0);
            var parked = rig.open();
            var closed = rig.open();
            for (var stream : new AudioStream[] {parked, closed}) {
                stream.start();
                stream.write(Rig.buffer(4_800), Rig.LONG);
            }
            rig.pass(Duration.ofMillis(50));
            closed.close();
            rig.leave("gone");
            rig.pass(Duration.ofMillis(50));
            card.close();
            var backend = new WeakReference<>(card);
            card = null;
            Awaitility.await().untilAsserted(() -> {
                System.gc();
                assertThat(backend.get()).isNull();
            });
            assertThat(parked.snapshot().device()).isNull();
            assertThat(closed.snapshot().framesLost()).isPositive();
        }
    }

    @Test
    @DisplayName("a wait for ever is a wait")
    void waitsForEver() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 4_800);
            stream.drain(ChronoUnit.FOREVER.getDuration());
            assertThat(stream.snapshot().framesRendered()).isEqualTo(4_800);
        }
    }
}
