// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

@DisplayName("What one client, and one device, may take")
class LimitsTest {
    private static final StreamRequest REQUEST = StreamRequest.render("music", Rig.FORMAT);
    private static final long BYTES =
            Rig.FORMAT.bytes(Rig.FORMAT.framesIn(REQUEST.history().toNanos()));

    private final Rig rig = new Rig();
    private final ClientStreams one = new ClientStreams(rig.board, "one");
    private final ClientStreams two = new ClientStreams(rig.board, "two");

    @BeforeEach
    void setUp() {
        rig.card("sim0", 0);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void refused(AudioStreams client, String words) {
        var before = rig.board.streams();
        assertThatThrownBy(() -> client.open(REQUEST))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES))
                .hasMessageContaining(words);
        assertThat(rig.board.streams()).as("nothing half-done").isEqualTo(before);
    }

    @Test
    @DisplayName("is so many streams: others have theirs, and what is closed makes room")
    void streamsOfAClient() throws AudioException {
        rig.board.limit(new Limits(10, 2, Long.MAX_VALUE));
        var first = one.open(REQUEST);
        one.open(REQUEST);
        refused(one, "bundle one has 2 streams open, and may have 2");
        two.open(REQUEST);
        first.close();
        one.open(REQUEST);
    }

    @Test
    @DisplayName("is so many bytes")
    void bytesOfAClient() throws AudioException {
        rig.board.limit(new Limits(10, 10, 2 * BYTES));
        one.open(REQUEST);
        one.open(REQUEST).close();
        one.open(REQUEST);
        refused(one, "hold " + 2 * BYTES + " bytes, and may hold " + 2 * BYTES + "; this one wants " + BYTES);
        two.open(REQUEST);
    }

    @Test
    @DisplayName("is so many streams on one device: the next one goes to another, or is told why not")
    void streamsOfADevice() throws AudioException {
        rig.board.limit(new Limits(2, 10, Long.MAX_VALUE));
        one.open(REQUEST);
        two.open(REQUEST);
        refused(two, "device sim0 carries 2 streams, and may carry 2");
        rig.card("sim1", -1);
        assertThat(one.open(REQUEST).snapshot().device()).isEqualTo("sim1");
    }

    @Test
    @DisplayName("is 1 or more of each")
    void atLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(0, 1, 1))
                .withMessage("streams per device are limited to 0, expected 1 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 1, -1));
    }

    @Test
    @DisplayName("is nothing when it has gone, running or not")
    void goes() throws AudioException {
        var running = one.open(REQUEST);
        running.start();
        rig.write(running, 4_800);
        one.open(REQUEST);
        var other = two.open(REQUEST);
        one.close();
        assertThat(rig.board.streams()).containsExactly(other);
        assertThat(rig.board.find("sim0").snapshot().streams()).isEqualTo(1);
        assertThatThrownBy(() -> one.open(REQUEST)).hasMessageContaining("one has given the streams back");
        one.close();
    }

    @Test
    @DisplayName("is let go within a second even if the device hangs when it is told so")
    void goesFromAHangingDevice() throws Exception {
        var never = new CountDownLatch(1);
        try (var real = new Rig(new RealScheduler())) {
            var card = new Card(CardSettings.of(Map.of("name", "hanging")), real.scheduler, new CardRegistry());
            real.arrive(
                    "hanging",
                    new FaultyProvider(card, "release", 0, () -> {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }),
                    0);
            var client = new ClientStreams(real.board, "client");
            for (var i = 0; i < 3; i++) {
                client.open(REQUEST).start();
            }
            var before = System.nanoTime();
            client.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1_500));
            assertThat(real.board.streams()).isEmpty();
            never.countDown();
            card.close();
        }
    }
}
