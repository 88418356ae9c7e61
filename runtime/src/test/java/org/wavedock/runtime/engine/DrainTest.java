// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;

@DisplayName("While a device drains for its successor")
class DrainTest {
    private static final Duration INTO_THE_DRAIN = Duration.ofMillis(15);

    private final Rig rig = new Rig();
    private Card first;
    private Card better;
    private AudioStream stream;

    @BeforeEach
    void beginToDrain() throws AudioException {
        first = rig.card("sim0", 0);
        stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        better = rig.card("better", 10);
        rig.pass(INTO_THE_DRAIN);
        assertThat(stream.swaps()).isEmpty();
        assertThat(stream.snapshot().device()).isEqualTo("sim0");
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void finish(int more) throws AudioException {
        rig.write(stream, more);
        rig.finish(stream);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(48_000 + more);
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    private void assertNothingRepeated() {
        assertThat(stream.snapshot().framesRepeated()).isZero();
    }

    @Test
    @DisplayName("the successor may be lost: the stream finds another, or comes back")
    void successorIsLost() throws AudioException {
        better.unplug();
        rig.pass(Duration.ofMillis(100));
        assertThat(stream.snapshot().device()).isEqualTo("sim0");
        finish(48_000);
        assertNothingRepeated();
    }

    @Test
    @DisplayName("the successor may leave")
    void successorLeaves() throws AudioException {
        rig.leave("better");
        finish(48_000);
        assertNothingRepeated();
    }

    @Test
    @DisplayName("a still better device may come")
    void betterSuccessorComes() throws AudioException {
        rig.card("best", 20);
        finish(48_000);
        assertNothingRepeated();
        assertThat(stream.swaps()).extracting("to").containsExactly("better", "best");
    }

    @Test
    @DisplayName("another device may be asked for")
    void anotherIsAskedFor() throws AudioException {
        rig.card("other", -1);
        assertThat(stream.swapTo("other", Rig.LONG).to()).isEqualTo("other");
        finish(48_000);
        assertNothingRepeated();
        assertThat(stream.snapshot().device()).isNull();
    }

    @Test
    @DisplayName("the stream may be paused: it is cut over at once, and goes on from where it stood")
    void paused() throws AudioException {
        stream.pause();
        rig.pass(Duration.ofMillis(1));
        assertThat(stream.snapshot().device()).isEqualTo("better");
        var at = stream.snapshot().framesRendered();
        rig.pass(Duration.ofSeconds(1));
        assertThat(stream.snapshot().framesRendered()).isEqualTo(at);
        stream.start();
        finish(48_000);
        assertNothingRepeated();
    }

    @Test
    @DisplayName("the stream may be closed: what was not played is lost, and counted")
    void closed() {
        stream.close();
        rig.verify(stream);
        var account = stream.snapshot();
        assertThat(account.framesLost()).isPositive();
        assertThat(account.framesRendered() + account.framesLost()).isEqualTo(48_000);
        assertThat(rig.board.devices()).extracting("streams").containsExactly(0, 0);
    }

    @Test
    @DisplayName("the device may be lost: the successor goes back to the first frame not surely heard")
    void deviceIsLost() throws AudioException {
        first.unplug();
        finish(48_000);
        assertThat(stream.snapshot().framesRepeated()).isBetween(1L, 490L);
        assertThat(stream.swaps()).singleElement().extracting("reason").isEqualTo(SwapReason.DEVICE_LOST);
    }

    @Test
    @DisplayName("both may be lost: the stream waits for a third")
    void bothAreLost() throws AudioException {
        first.unplug();
        better.unplug();
        rig.pass(Duration.ofSeconds(1));
        rig.card("third", 0);
        finish(48_000);
        assertThat(stream.snapshot().framesRepeated()).isBetween(1L, 490L);
    }

    @Test
    @DisplayName("all streams of a leaving device drain at the same time, well within its patience")
    void allDrainTogether() throws AudioException {
        rig.pass(Duration.ofSeconds(1));
        var others = new ArrayList<AudioStream>();
        for (var i = 0; i < 5; i++) {
            var other = rig.board.open(StreamRequest.render("other" + i, Rig.FORMAT));
            other.start();
            other.write(Rig.buffer(9_600), Rig.LONG);
            others.add(other);
        }
        rig.pass(Duration.ofMillis(50));
        var before = rig.scheduler.nanoTime();
        rig.leave("better");
        assertThat(rig.scheduler.nanoTime() - before).isLessThan(60_000_000);
        for (var other : others) {
            other.drain(Rig.LONG);
            assertThat(other.snapshot().framesRepeated()).isZero();
            other.close();
        }
    }

    @Test
    @DisplayName("a device whose clock stands is not waited for")
    void clockStands() throws AudioException {
        var clock = new AtomicLong();
        var standing = new Card(
                CardSettings.of(Map.of("name", "standing", "render.to", "memory")), clock::get, new CardRegistry());
        rig.arrive("standing", standing, 100);
        rig.pass(Duration.ofMillis(80));
        assertThat(stream.snapshot().device()).isEqualTo("standing");
        var before = rig.scheduler.nanoTime();
        rig.leave("standing");
        assertThat(rig.scheduler.nanoTime() - before).isLessThan(300_000_000);
        finish(48_000);
        assertNothingRepeated();
        standing.close();
    }
}
