// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.alsa.rig.Received;
import org.wavedock.alsa.rig.SoundServer;
import org.wavedock.alsa.rig.VirtualCard;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

@DisplayName("A stream on a real sound server")
@Timeout(120)
class SoundServerStreamTest {
    /** What the server's graph has taken and may not have played. */
    private static final int FIFO = 2 * SoundServer.QUANTUM;

    private static final long LEAD_FRAMES = Stage.FORMAT.framesIn(Stage.LEAD.toNanos());
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SETTLED = 4 * SoundServer.QUANTUM;

    @TempDir
    private static Path shared;

    private static SoundServer server;

    @TempDir
    private Path folder;

    private Stage stage;
    private VirtualCard card;

    @BeforeAll
    static void startServer() {
        server = SoundServer.start(shared);
    }

    @AfterAll
    static void endServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        stage = new Stage(folder, PortChoice.WAVE_CYCLIC);
        stage.arrive(Stage.settings("pw", server.configuration("pw"), FIFO), 5);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    private void secondCard() throws Exception {
        card = stage.card("two", 1);
    }

    /** What the monitor recorded, and then what the card was heard to play, as one. */
    private Received everywhere(Path... recordings) throws Exception {
        var all = new ByteArrayOutputStream();
        for (var recording : recordings) {
            all.writeBytes(Files.readAllBytes(recording));
        }
        all.writeBytes(card.rendered());
        return Received.of(all.toByteArray(), stage.written());
    }

    @Test
    @DisplayName("is heard at its monitor bit for bit")
    void isHeardBitForBit() throws Exception {
        var attempts = 1;
        while (!isHeardOnce(folder.resolve("monitor-" + attempts + ".raw"))) {
            assertThat(attempts++)
                    .as("attempts in which the server stood still")
                    .isLessThan(4);
            stage.close();
            setUp();
        }
    }

    /** On a busy machine the server itself may stand for too long: then the ledger says so, and the receiver agrees. */
    private boolean isHeardOnce(Path file) throws Exception {
        try (var recording = server.record(file)) {
            var stream = stage.open();
            stage.write(stream, 2000);
            stream.drain(Stage.LONG);
            recording.awaitMore(SETTLED);
            stream.close();
            var received = recording.received(stage.written());
            stage.requireComplete(received, stream);
            var isCalm = stream.swaps().isEmpty() && stream.snapshot().framesRepeated() == 0;
            assertThat(!isCalm || received.exactly(stage.written()))
                    .as("%s", received)
                    .isTrue();
            return isCalm;
        }
    }

    @Test
    @DisplayName("goes to a card and back exactly once")
    void goesToACardAndBack() throws Exception {
        secondCard();
        var monitor = folder.resolve("monitor.raw");
        try (var recording = server.record(monitor)) {
            var stream = stage.open();
            stage.write(stream, 700);
            stage.rank("two", 10);
            Stage.awaitDevice(stream, "two", PATIENCE);
            stage.write(stream, 700);
            stage.rank("two", 1);
            Stage.awaitDevice(stream, "pw", PATIENCE);
            stage.write(stream, 700);
            stream.drain(Stage.LONG);
            recording.awaitMore(SETTLED);
            stream.close();
            var received = everywhere(monitor);
            assertThat(received.distinct()).as("%s", received).isEqualTo(stage.written());
            assertThat(received.repeated() + received.garbage())
                    .as("%s", received)
                    .isZero();
            assertThat(stream.snapshot().framesRepeated()).isZero();
        }
    }

    @Test
    @DisplayName("loses nothing when the server is killed, and comes back when it is")
    void losesNothingWhenTheServerIsKilled() throws Exception {
        secondCard();
        var before = folder.resolve("before.raw");
        var after = folder.resolve("after.raw");
        AudioStream stream;
        try (var recording = server.record(before)) {
            stream = stage.open();
            stage.write(stream, 1000);
            assertThat(recording.frames()).isPositive();
            server.kill();
            stage.write(stream, 700);
            Stage.awaitDevice(stream, "two", PATIENCE);
        }
        // It comes back when the recorder is there to hear it.
        stage.rank("pw", 0);
        server.restart();
        try (var recording = server.record(after)) {
            stage.rank("pw", 5);
            Stage.awaitDevice(stream, "pw", PATIENCE);
            stage.write(stream, 700);
            stream.drain(Stage.LONG);
            recording.awaitMore(SETTLED);
            stream.close();
        }
        var received = everywhere(before, after);
        // A server that comes back in a hurry may connect its new stream before the recorder: that is not ours to
        // judge.
        assertThat(stream.snapshot().framesLost()).isZero();
        assertThat(received.garbage()).isZero();
        assertThat(received.distinct()).as("%s", received).isEqualTo(stage.written());
        assertThat(received.repeated()).isLessThanOrEqualTo(stream.snapshot().framesRepeated());
        assertThat(stream.swaps()).extracting(SwapReport::reason).contains(SwapReason.DEVICE_LOST);
    }

    @Test
    @DisplayName("moves on when the server freezes, and neither a client nor a leaving backend waits for it")
    void movesOnWhenTheServerFreezes() throws Exception {
        secondCard();
        var monitor = folder.resolve("monitor.raw");
        try (var recording = server.record(monitor)) {
            var stream = stage.open();
            stage.write(stream, 1000);
            server.freeze();
            try {
                var frozen = System.nanoTime();
                Stage.awaitDevice(stream, "two", PATIENCE);
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - frozen))
                        .as("milliseconds until it moved")
                        .isLessThan(1000);
                stage.write(stream, 500);
                var start = System.nanoTime();
                stage.leave("pw");
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .isLessThan(1000);
            } finally {
                server.thaw();
            }
            stage.write(stream, 500);
            stream.drain(Stage.LONG);
            recording.awaitMore(SETTLED);
            stream.close();
            var received = everywhere(monitor);
            assertThat(received.distinct()).as("%s", received).isEqualTo(stage.written());
            assertThat(received.repeated())
                    .as("%s", received)
                    .isLessThanOrEqualTo(LEAD_FRAMES + FIFO + SoundServer.QUANTUM);
            assertThat(stream.snapshot().framesLost()).isZero();
        }
    }
}
