// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Policy;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("A stream without a device")
@ParameterizedClass
@EnumSource(Drive.class)
class AbsenceTest {
    private static final int SECOND = 48_000;
    /** What a device may have been given, in frames. */
    private static final long LEAD = 1_920;

    private static final Policy FOLLOW_FAIL = new Policy(Selection.GREEDY, Absence.FAIL);
    private static final Policy PINNED_DISCARD = new Policy(Selection.PINNED, Absence.DISCARD);

    private final Rig rig;

    AbsenceTest(Drive drive) {
        rig = new Rig(drive);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static void assertFails(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    // ---- that fails

    @Test
    @DisplayName("ends when its device leaves, if it is to fail: calls say why, nothing is left, each frame is counted")
    void failsWhenTheDeviceLeaves() throws AudioException {
        rig.card("mine", 0);
        rig.card("other", 10);
        var stream = rig.open("mine", Policy.PINNED_FAIL);
        stream.start();
        rig.write(stream, SECOND);
        rig.leave("mine");
        assertEnded(stream, SECOND);
        assertThat(stream.snapshot().framesRepeated()).isZero();
    }

    @Test
    @DisplayName("ends when its device is lost, although that is plugged in again at once")
    void failsWhenTheDeviceIsLost() throws AudioException {
        var card = rig.card("mine", 0);
        rig.card("other", 10);
        var stream = rig.open("mine", Policy.PINNED_FAIL);
        stream.start();
        rig.write(stream, SECOND);
        card.unplug();
        card.replug();
        rig.pass(Duration.ofMillis(100));
        assertEnded(stream, SECOND);
    }

    private void assertEnded(AudioStream stream, long submitted) {
        assertFails(() -> stream.write(Rig.buffer(1), Rig.LONG), Reason.DEVICE_REMOVED);
        assertFails(() -> stream.drain(Rig.LONG), Reason.DEVICE_REMOVED);
        assertFails(() -> stream.swapTo("other", Rig.LONG), Reason.DEVICE_REMOVED);
        rig.pass(Rig.MOMENT);
        assertThat(rig.board.streams()).isEmpty();
        assertThat(rig.board.devices()).extracting("streams").containsOnly(0);
        stream.close();
        var account = stream.snapshot();
        assertThat(account.state()).isEqualTo(StreamState.STOP);
        assertThat(account.device()).isNull();
        assertThat(account.framesSubmitted()).isEqualTo(submitted);
        assertThat(account.framesLost()).isPositive();
        assertThat(account.framesRendered() + account.framesLost()).isEqualTo(submitted);
        assertThat(account.framesDropped()).isZero();
        rig.verify(stream);
    }

    @Test
    @DisplayName("ends in the middle of a drain, which says why")
    void failsInADrain() throws AudioException {
        rig.card("mine", 0);
        var stream = rig.open("mine", Policy.PINNED_FAIL);
        stream.start();
        rig.write(stream, 24_000);
        rig.later(Duration.ofMillis(100), () -> rig.leave("mine"));
        assertFails(() -> stream.drain(Rig.LONG), Reason.DEVICE_REMOVED);
        stream.close();
        assertThat(stream.snapshot().framesLost()).isPositive();
    }

    @Test
    @DisplayName("is not opened, if it is to fail")
    void failsToOpen() throws AudioException {
        assertFails(() -> rig.open("mine", Policy.PINNED_FAIL), Reason.NOT_FOUND);
        assertFails(() -> rig.open(FOLLOW_FAIL), Reason.DEVICE_NOT_READY);
        rig.card("mine", 0, Map.of("substreams", 2));
        var first = rig.open("mine", Policy.PINNED_FAIL);
        var second = rig.open("mine", Policy.PINNED_FAIL);
        assertFails(() -> rig.open(FOLLOW_FAIL), Reason.INSUFFICIENT_RESOURCES);
        assertThat(rig.board.streams()).containsExactly(first, second);
    }

    @Test
    @DisplayName("does not fail as long as there is another one that it may go to")
    void failsWithTheLastDevice() throws AudioException {
        var first = rig.card("sim0", 10);
        rig.card("sim1", 0);
        var stream = rig.open(FOLLOW_FAIL);
        stream.start();
        rig.write(stream, SECOND);
        first.unplug();
        rig.write(stream, SECOND);
        assertThat(stream.snapshot().device()).isEqualTo("sim1");
        rig.leave("sim1");
        assertFails(() -> stream.write(Rig.buffer(1), Rig.LONG), Reason.DEVICE_REMOVED);
    }

    @Test
    @DisplayName("does not fail when a swap does")
    void survivesARefusedSwap() throws AudioException {
        rig.card("mine", 0);
        rig.card("full", 0, Map.of("substreams", 2));
        rig.open("full");
        rig.open("full");
        var stream = rig.open("mine", Policy.PINNED_FAIL);
        stream.start();
        rig.write(stream, SECOND);
        assertFails(() -> stream.swapTo("full", Rig.LONG), Reason.INSUFFICIENT_RESOURCES);
        rig.write(stream, SECOND);
        rig.finish(stream);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(2 * SECOND);
    }

    // ---- that waits

    @Test
    @DisplayName("counts what it holds when it is closed while it waits")
    void closedWhileItWaits() throws AudioException {
        var stream = rig.open("mine", Policy.PINNED_WAIT);
        stream.start();
        rig.write(stream, 4_800);
        stream.close();
        assertThat(stream.snapshot().framesLost()).isEqualTo(4_800);
        assertThat(rig.board.streams()).isEmpty();
        assertFails(() -> stream.drain(Rig.MOMENT), Reason.CANCELLED);
    }

    // ---- that discards

    @Test
    @DisplayName("goes on by the clock if it discards, and a device that comes begins where the clock is")
    void discards() throws AudioException {
        var stream = rig.open(Policy.DISCARD);
        stream.start();
        var before = rig.scheduler.nanoTime();
        rig.write(stream, 3 * SECOND);
        assertThat(rig.scheduler.nanoTime() - before).isBetween(2_400_000_000L, 3_000_000_000L);
        assertThat(stream.snapshot().device()).isNull();
        rig.card("sim0", 0);
        rig.write(stream, SECOND);
        var arrived = stream.swaps().get(0);
        assertThat(arrived.atFrame()).isBetween(3L * SECOND - 24_000, 3L * SECOND);
        rig.leave("sim0");
        rig.write(stream, SECOND);
        rig.finish(stream);
        var account = stream.snapshot();
        assertThat(account.framesSubmitted()).isEqualTo(5 * SECOND);
        assertThat(account.framesRendered() + account.framesDropped()).isEqualTo(5 * SECOND);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesRepeated()).isZero();
        assertThat(account.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.streamFrame()).isEqualTo(arrived.atFrame());
            assertThat(segment.frames()).isEqualTo(account.framesRendered());
        });
        assertThat(stream.swaps())
                .extracting("from", "to", "reason")
                .containsExactly(
                        tuple(null, "sim0", SwapReason.DEVICE_ARRIVED), tuple("sim0", null, SwapReason.BACKEND_LEFT));
    }

    @Test
    @DisplayName("that discards replays nothing of what a lost device may not have played")
    void discardsAfterALoss() throws AudioException {
        var card = rig.card("sim0", 0);
        var stream = rig.open(Policy.DISCARD);
        stream.start();
        rig.write(stream, SECOND);
        rig.pass(Duration.ofNanos(3_333_333));
        card.unplug();
        rig.write(stream, SECOND);
        rig.card("sim1", 0);
        rig.write(stream, SECOND);
        rig.finish(stream);
        var account = stream.snapshot();
        assertThat(account.framesDropped()).isPositive();
        assertThat(account.framesRendered() + account.framesDropped()).isEqualTo(3 * SECOND);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesRepeated()).isZero();
        assertThat(stream.swaps())
                .extracting("from", "to", "reason")
                .containsExactly(
                        tuple("sim0", null, SwapReason.DEVICE_LOST), tuple(null, "sim1", SwapReason.DEVICE_ARRIVED));
    }

    @Test
    @DisplayName("that discards goes from a lost device to another without a detour")
    void discardsNothingWhileThereIsAnother() throws AudioException {
        var card = rig.card("sim0", 10);
        rig.card("sim1", 0);
        var stream = rig.open(Policy.DISCARD);
        stream.start();
        rig.write(stream, SECOND);
        card.unplug();
        rig.write(stream, SECOND);
        rig.finish(stream);
        assertThat(stream.snapshot().framesDropped()).isZero();
        assertThat(stream.snapshot().framesRendered()).isEqualTo(2 * SECOND);
        assertThat(stream.swaps()).extracting("to").containsExactly("sim1");
    }

    @Test
    @DisplayName("that discards stands while it is paused")
    void discardsPaused() throws AudioException {
        var stream = rig.open(Policy.DISCARD);
        rig.write(stream, 24_000);
        assertFails(() -> stream.write(Rig.buffer(1), Rig.MOMENT), Reason.IO_TIMEOUT);
        stream.start();
        rig.pass(Duration.ofMillis(100));
        stream.pause();
        rig.pass(Duration.ofMillis(20));
        var dropped = stream.snapshot().framesDropped();
        assertThat(dropped).isBetween(4_800L, 4_800 + LEAD);
        rig.pass(Duration.ofSeconds(1));
        assertThat(stream.snapshot().framesDropped()).isEqualTo(dropped);
        rig.card("sim0", 0);
        rig.pass(Duration.ofMillis(20));
        assertThat(stream.snapshot().device()).isEqualTo("sim0");
        stream.start();
        rig.finish(stream);
        assertThat(stream.snapshot().framesDropped()).isEqualTo(dropped);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(24_000 - dropped);
        assertThat(stream.swaps()).singleElement().extracting("atFrame").isEqualTo(dropped);
    }

    @Test
    @DisplayName("that discards and is closed has lost what the clock had not reached")
    void discardsClosed() throws AudioException {
        var stream = rig.open(Policy.DISCARD);
        stream.start();
        rig.write(stream, SECOND);
        stream.close();
        var account = stream.snapshot();
        assertThat(account.framesLost()).isPositive();
        assertThat(account.framesDropped() + account.framesLost()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("that discards and is pinned plays on no other device")
    void discardsPinned() throws AudioException {
        rig.card("other", 10);
        var stream = rig.open("mine", PINNED_DISCARD);
        stream.start();
        rig.write(stream, SECOND);
        rig.card("mine", 0);
        rig.write(stream, SECOND);
        rig.leave("mine");
        rig.write(stream, SECOND);
        rig.finish(stream);
        var account = stream.snapshot();
        assertThat(account.segments()).extracting("device").containsOnly("mine");
        assertThat(account.framesRendered() + account.framesDropped()).isEqualTo(3 * SECOND);
    }

    @Test
    @DisplayName("that is captured and discards delivers silence at the same pace")
    void discardsCapture() throws AudioException {
        var format = new WaveFormat(48_000, 1, Encoding.U8);
        var request = rig.driven(StreamRequest.capture("ear", format));
        var stream = rig.board.open(request.with(Policy.DISCARD));
        stream.start();
        var before = rig.scheduler.nanoTime();
        var silence = read(stream, SECOND);
        assertThat(rig.scheduler.nanoTime() - before).isBetween(1_000_000_000L, 1_020_000_000L);
        while (silence.hasRemaining()) {
            assertThat(silence.get()).isEqualTo((byte) 0x80);
        }
        rig.card("sim0", 0, Map.of("capture.from", "tone:440"));
        read(stream, SECOND);
        var account = stream.snapshot();
        assertThat(account.framesDropped()).isGreaterThanOrEqualTo(SECOND);
        assertThat(account.framesLost()).isZero();
        assertThat(account.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.device()).isEqualTo("sim0");
            assertThat(segment.deviceFrame()).isZero();
            assertThat(segment.streamFrame()).isEqualTo(account.framesDropped());
        });
    }

    private static ByteBuffer read(AudioStream stream, int bytes) throws AudioException {
        var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            stream.read(buffer, Rig.LONG);
        }
        return buffer.flip();
    }
}
