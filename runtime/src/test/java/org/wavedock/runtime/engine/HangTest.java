// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;

@DisplayName("A device that does not return from a call")
class HangTest {
    private static final long MILLI = 1_000_000;
    /** When cards of these tests begin to hang, on a clock that begins at 0. */
    private static final long BEGIN_NANOS = 100 * MILLI;

    private static final long NOTICED_NANOS = 250 * MILLI;
    /** Lead, FIFO and one pass. */
    private static final long MOST_REPEATED = 1_920 + 480;

    /** It stands soon after, so that nobody hears its ring again and again while it cannot be told to stop. */
    private static Map<String, Object> hangs(String method, int frames) {
        return Map.of("faults", "hang@4800 in " + method + " for " + frames + "; stall@9600 for " + frames);
    }

    private static AtomicLong timeOfFirstSwap(Rig rig, AudioStream stream) {
        var swapped = new AtomicLong();
        stream.onSwap(report -> swapped.compareAndSet(0, rig.scheduler.nanoTime()));
        return swapped;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CYCLIC, transferredBytes", "CYCLIC, copyTo", "CYCLIC, hasStopped", "COPYING, transferredBytes",
        "COPYING, copyTo", "PCI, getPosition", "PCI, service", "PCI, originFrame"
    })
    @DisplayName(
            "of the pump is lost within 250 ms, publishes nothing when it returns, and is used again after a while")
    void onThePump(Drive drive, String method) throws AudioException {
        try (var rig = new Rig(drive)) {
            rig.card("sim0", 0);
            rig.card("hanging", 10, hangs(method, 48_000));
            var stream = rig.open();
            var swapped = timeOfFirstSwap(rig, stream);
            stream.start();
            rig.write(stream, 20_000);
            rig.pass(Duration.ofMillis(600));
            assertThat(swapped).hasValueBetween(BEGIN_NANOS, BEGIN_NANOS + NOTICED_NANOS);
            assertThat(stream.swaps()).singleElement().satisfies(swap -> {
                assertThat(swap.to()).isEqualTo("sim0");
                assertThat(swap.reason()).isEqualTo(SwapReason.DEVICE_LOST);
                assertThat(swap.framesRepeated()).isLessThanOrEqualTo(MOST_REPEATED);
            });
            rig.write(stream, 60_000);
            assertThat(stream.snapshot().device()).as("after a while").isEqualTo("hanging");
            assertThat(stream.swaps()).hasSize(2);
            rig.finish(stream);
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(stream.snapshot().framesRendered()).isEqualTo(80_000);
            assertThat(stream.snapshot().framesRepeated()).isLessThanOrEqualTo(MOST_REPEATED);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"CYCLIC, transferredBytes", "CYCLIC, copyTo", "COPYING, copyTo", "PCI, service"})
    @DisplayName("for 150 ms is late, no more: nobody leaves it, and the account is right")
    void late(Drive drive, String method) throws AudioException {
        try (var rig = new Rig(drive)) {
            rig.card("sim0", 0);
            rig.card("late", 10, Map.of("faults", "hang@4800 in " + method + " for 7200"));
            var stream = rig.open();
            stream.start();
            rig.write(stream, 48_000);
            rig.finish(stream);
            assertThat(stream.swaps()).isEmpty();
            assertThat(stream.snapshot().framesRendered()).isEqualTo(48_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transferredBytes", "copyFrom"})
    @DisplayName("while it captures delivers nothing when it returns")
    void whileItCaptures(String method) throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0, Map.of("capture.from", "counter"));
            rig.card(
                    "hanging",
                    10,
                    Map.of("capture.from", "counter", "faults", "hang@4800 in " + method + " for 48000"));
            var stream = rig.board.open(StreamRequest.capture("ear", Rig.FORMAT));
            var swapped = timeOfFirstSwap(rig, stream);
            stream.start();
            rig.pass(Duration.ofMillis(1_050));
            assertThat(swapped).hasValueBetween(BEGIN_NANOS, BEGIN_NANOS + NOTICED_NANOS);
            assertThat(stream.snapshot().segments())
                    .hasSizeGreaterThan(1)
                    .first()
                    .satisfies(segment -> {
                        assertThat(segment.device()).isEqualTo("hanging");
                        assertThat(segment.frames()).isLessThanOrEqualTo(4_800);
                    });
            assertRecorded(stream);
            stream.close();
        }
    }

    /** Each frame has the number that its card gave it, also where a late call would have put another. */
    private static void assertRecorded(AudioStream stream) throws AudioException {
        var heard = Rig.buffer(20_000);
        stream.read(heard, Rig.MOMENT);
        var frames = heard.position() / 4;
        assertThat(frames).isGreaterThan(10_000);
        var frame = 0;
        for (var segment : stream.snapshot().segments()) {
            for (var i = 0; i < segment.frames() && frame < frames; i++, frame++) {
                assertThat(heard.getShort(4 * frame))
                        .as("frame %d, %d of %s", frame, i, segment)
                        .isEqualTo((short) (segment.deviceFrame() + i));
            }
        }
    }

    @Test
    @DisplayName("harms nobody who plays elsewhere")
    void elsewhere() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            rig.card("hanging", 10, hangs("copyTo", 48_000));
            var other = rig.board.open(StreamRequest.render("other", Rig.FORMAT).on("sim0"));
            other.start();
            other.write(Rig.buffer(20_000), Rig.LONG);
            var stream = rig.open("hanging");
            stream.start();
            rig.write(stream, 20_000);
            rig.pass(Duration.ofMillis(390));
            other.drain(Rig.LONG);
            assertThat(other.snapshot().framesRendered()).isEqualTo(20_000);
            assertThat(other.snapshot().framesSilence()).isZero();
            assertThat(other.swaps()).isEmpty();
            other.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkFormat", "newChannel"})
    @DisplayName("at its desk is passed over, and harms nobody who plays: the stream comes when it has returned")
    void atTheDesk(String method) throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            var stream = rig.open();
            var swapped = timeOfFirstSwap(rig, stream);
            stream.start();
            rig.write(stream, 20_000);
            rig.card("hanging", 10, Map.of("faults", "hang@0 in " + method + " for 72000"));
            rig.write(stream, 100_000);
            assertThat(swapped.get()).isGreaterThan(1_500 * MILLI + NOTICED_NANOS);
            assertThat(stream.snapshot().device()).isEqualTo("hanging");
            rig.finish(stream);
            assertThat(stream.snapshot().framesRepeated()).isZero();
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(rig.board.find("hanging").isVacant()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "for 400 ms whenever it is opened is slow, and played on if there is no other, or if somebody wants it")
    void slowToOpen() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("slow", 0, Map.of("faults", "hang@0 in newChannel for 19200"));
            var stream = rig.open();
            assertThat(stream.snapshot().device()).isEqualTo("slow");
            stream.start();
            rig.card("slower", -10, Map.of("faults", "slow@0 in newChannel by 19200"));
            rig.write(stream, 10_000);
            assertThat(stream.swapTo("slower", Rig.LONG).framesLost()).isZero();
            rig.finish(stream);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkFormat", "newChannel"})
    @DisplayName("holds up nobody who opens a stream, if there is another device")
    void whileOpening(String method) throws AudioException {
        var never = new CountDownLatch(1);
        try (var rig = new Rig(new RealScheduler())) {
            rig.card("sim0", 0);
            var card = new Card(CardSettings.of(Map.of("name", "hanging")), rig.scheduler, new CardRegistry());
            rig.arrive("hanging", new FaultyProvider(card, method, 0, () -> await(never)), 10);
            var before = System.nanoTime();
            var stream = rig.open();
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            assertThat(System.nanoTime() - before).isLessThan(2 * NOTICED_NANOS);
            rig.open().close();
            stream.close();
            never.countDown();
            card.close();
        }
    }

    @Test
    @DisplayName("when it is closed holds up nobody who closes a stream")
    void whileClosing() throws AudioException {
        var never = new CountDownLatch(1);
        try (var rig = new Rig(new RealScheduler())) {
            var card = new Card(CardSettings.of(Map.of("name", "hanging")), rig.scheduler, new CardRegistry());
            rig.arrive("hanging", new FaultyProvider(card, "release", 0, () -> await(never)), 10);
            var stream = rig.open();
            var before = System.nanoTime();
            stream.close();
            assertThat(System.nanoTime() - before).isLessThan(1_500 * MILLI);
            assertThat(rig.board.streams()).isEmpty();
            never.countDown();
            card.close();
        }
    }

    @Test
    @DisplayName("not even to say what it is keeps nobody else from being used")
    void whileItIntroducesItself() throws AudioException {
        var never = new CountDownLatch(1);
        try (var rig = new Rig(new RealScheduler())) {
            var card = new Card(CardSettings.of(Map.of("name", "hanging")), rig.scheduler, new CardRegistry());
            var hanging = new FaultyProvider(card, "description", 0, () -> await(never));
            var before = System.nanoTime();
            assertThatThrownBy(() -> rig.board.add(hanging, new DeviceOrigin(10, "test", 99)))
                    .isInstanceOf(AudioException.class)
                    .hasMessageContaining("does not say what it is");
            assertThat(System.nanoTime() - before).isLessThan(5_000 * MILLI);
            rig.card("sim0", 0);
            rig.open().close();
            never.countDown();
            card.close();
        }
    }
}
