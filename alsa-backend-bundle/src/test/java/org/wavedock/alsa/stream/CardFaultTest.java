// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.alsa.rig.Counter;
import org.wavedock.alsa.rig.Fault;
import org.wavedock.alsa.rig.Pattern;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

@DisplayName("A stream on a card of ALSA")
@Timeout(60)
class CardFaultTest {
    private static final long LEAD_FRAMES = Stage.FORMAT.framesIn(Stage.LEAD.toNanos());
    private static final long PERIOD_FRAMES = 480;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Stage stage;

    /** By which port the streams are carried. */
    PortChoice ports() {
        return PortChoice.WAVE_CYCLIC;
    }

    final Stage stage() {
        return stage;
    }

    @BeforeEach
    void setUp() {
        stage = new Stage(folder, ports());
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    private void requireLeavesWithin(Duration limit) {
        var start = System.nanoTime();
        stage.leave("one");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
    }

    /** A machine that is too busy lets a card run dry, which the card counts; then it is tried again. */
    @Test
    @DisplayName("is heard bit for bit")
    void isHeardBitForBit() throws Exception {
        var attempts = 1;
        while (!isHeardInTime()) {
            assertThat(attempts++).as("attempts on a busy machine").isLessThan(4);
            stage.close();
            stage = new Stage(Files.createDirectory(folder.resolve("attempt-" + attempts)), ports());
        }
    }

    private boolean isHeardInTime() throws Exception {
        var card = stage.card("one", 1);
        var stream = stage.open();
        stage.write(stream, 1500);
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
        var isInTime = card.count(Counter.XRUNS) == 0;
        assertThat(!isInTime || received.exactly(stage.written()))
                .as("%s", received)
                .isTrue();
        return isInTime;
    }

    @Test
    @DisplayName("moves from card to card exactly once")
    void movesExactlyOnce() throws Exception {
        stage.card("one", 2, 256);
        stage.card("two", 1, 1024);
        var stream = stage.open();
        for (var turn = 0; turn < 3; turn++) {
            stage.write(stream, 400);
            stage.rank("two", 3);
            Stage.awaitDevice(stream, "two", PATIENCE);
            stage.write(stream, 400);
            stage.rank("two", 1);
            Stage.awaitDevice(stream, "one", PATIENCE);
        }
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
        requireNoExcuse(stream);
        assertThat(stream.swaps()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    @DisplayName("moves on when its backend leaves, exactly once")
    void movesOnWhenItsBackendLeaves() throws Exception {
        stage.card("one", 2, 512);
        stage.card("two", 1);
        var stream = stage.open();
        stage.write(stream, 500);
        requireLeavesWithin(SECOND);
        stage.write(stream, 500);
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
        requireNoExcuse(stream);
    }

    /** What the ledger says was repeated is the busy machine's fault, not that of a swap. */
    private static void requireNoExcuse(AudioStream stream) {
        assertThat(stream.swaps()).allSatisfy(swap -> {
            assertThat(swap.framesLost()).isZero();
            assertThat(swap.framesRepeated()).isZero();
        });
    }

    /** What takes the device away, in each of its faces. */
    @ParameterizedTest
    @EnumSource(names = {"UNPLUGGED", "STALLED", "NONSENSE", "DEAD_SERVER"})
    @DisplayName("loses nothing when the card goes")
    void losesNothing(Fault fault) throws Exception {
        var card = stage.card("one", 2, 256);
        stage.card("two", 1);
        var stream = stage.open();
        stage.write(stream, 600);
        card.set(fault);
        stage.write(stream, 600);
        Stage.awaitDevice(stream, "two", PATIENCE);
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
        assertThat(stream.swaps()).extracting(SwapReport::reason).contains(SwapReason.DEVICE_LOST);
        assertThat(received.repeated()).isLessThanOrEqualTo(LEAD_FRAMES + 256 + PERIOD_FRAMES);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_XRUN", "SUSPENDED"})
    @DisplayName("goes on on the same card after an interruption")
    void goesOn(Fault fault) throws Exception {
        var card = stage.card("one", 2);
        var stream = stage.open();
        stage.write(stream, 600);
        card.set(fault);
        // An xrun passes by itself; a card that sleeps is given up until it wakes.
        await().until(() -> card.fault() == Fault.NONE || stream.snapshot().device() == null);
        card.repair();
        stage.write(stream, 600);
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
        assertThat(card.count(Counter.STARTS)).isGreaterThan(1);
        // Only a card that sleeps has to be given up.
        assertThat(stream.swaps().isEmpty()).isEqualTo(fault == Fault.ONE_XRUN);
        assertThat(received.repeated()).isLessThanOrEqualTo(LEAD_FRAMES + PERIOD_FRAMES);
    }

    @Test
    @DisplayName("comes back to the card when it is plugged in again")
    void comesBack() throws Exception {
        var card = stage.card("one", 2);
        stage.card("two", 1);
        var stream = stage.open();
        stage.write(stream, 500);
        card.set(Fault.UNPLUGGED);
        stage.write(stream, 500);
        Stage.awaitDevice(stream, "two", PATIENCE);
        card.repair();
        Stage.awaitDevice(stream, "one", PATIENCE);
        stage.write(stream, 500);
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
    }

    @Test
    @DisplayName("is let go within a second when the card hangs, and another card does not notice")
    void isLetGoWhenTheCardHangs() throws Exception {
        var hanging = stage.card("one", 2);
        stage.card("two", 1);
        var stream = stage.open();
        stage.write(stream, 500);
        hanging.set(Fault.HUNG);
        requireLeavesWithin(SECOND.plusMillis(300));
        stage.write(stream, 500);
        hanging.repair();
        var received = stage.finish(stream);
        assertThat(received.distinct()).as("%s", received).isEqualTo(stage.written());
        assertThat(stream.snapshot().framesLost()).isZero();
        assertThat(stream.snapshot().device()).isNotEqualTo("one");
    }

    @Test
    @DisplayName("does not wait for a card that hangs while it is opened")
    void doesNotWaitForACardThatHangsWhileItIsOpened() throws Exception {
        var hanging = stage.card("one", 2);
        stage.card("two", 1);
        hanging.set(Fault.OPEN_BLOCKS);
        var stream = stage.open();
        Stage.awaitDevice(stream, "two", PATIENCE);
        stage.write(stream, 700);
        requireLeavesWithin(SECOND.plusMillis(300));
        hanging.repair();
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
    }

    @Test
    @DisplayName("does not wait for a card that hangs while it is closed")
    void doesNotWaitForACardThatHangsWhileItIsClosed() throws Exception {
        var hanging = stage.card("one", 2);
        stage.card("two", 1);
        var stream = stage.open();
        stage.write(stream, 500);
        hanging.set(Fault.CLOSE_BLOCKS);
        stage.rank("two", 3);
        stage.write(stream, 700);
        Stage.awaitDevice(stream, "two", PATIENCE);
        requireLeavesWithin(SECOND.plusMillis(300));
        hanging.repair();
        var received = stage.finish(stream);
        stage.requireComplete(received, stream);
        assertThat(received.repeated()).isLessThanOrEqualTo(stream.snapshot().framesRepeated());
    }

    /** What a busy machine was too late for is left out, so that frames may be missing, but none comes twice or is torn. */
    @Test
    @DisplayName("records what the card gives, frame by frame")
    void recordsFrameByFrame() throws Exception {
        stage.microphone("ear");
        var recorded = stage.record(500);
        var frames = recorded.remaining() / Stage.FORMAT.frameBytes();
        var first = Pattern.frameOf(recorded.getInt(0));
        var number = first;
        for (var i = 1; i < frames; i++) {
            var next = Pattern.frameOf(recorded.getInt(4 * i));
            assertThat(next).as("frame %d", i).isGreaterThan(number);
            number = next;
        }
        assertThat(number - first).as("frames that the card gave").isLessThan(frames + 24_000L);
    }
}
