// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.alsa.rig.Counter;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;

@DisplayName("A stream through WavePci on a card of ALSA, which cannot read clients' memory,")
class WavePciCardTest extends CardFaultTest {
    private static final long PERIOD_FRAMES = 480;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    PortChoice ports() {
        // The second card is there for swaps between ports.
        return new PortChoice(PortClass.WAVE_PCI, Map.of("cyclic", PortClass.WAVE_CYCLIC));
    }

    @Test
    @DisplayName("moves to a card by WaveCyclic and back exactly once")
    void movesBetweenPorts() throws Exception {
        stage().card("pci", 2, 256);
        stage().card("cyclic", 1, 512);
        var stream = stage().open();
        for (var turn = 0; turn < 2; turn++) {
            stage().write(stream, 400);
            stage().rank("cyclic", 3);
            Stage.awaitDevice(stream, "cyclic", PATIENCE);
            stage().write(stream, 400);
            stage().rank("cyclic", 1);
            Stage.awaitDevice(stream, "pci", PATIENCE);
        }
        var received = stage().finish(stream);
        stage().requireComplete(received, stream);
        assertThat(stream.swaps()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(swap -> {
            assertThat(swap.framesLost()).isZero();
            assertThat(swap.framesRepeated()).isZero();
        });
    }

    @Test
    @DisplayName("stands while it is paused and goes on where it stood")
    void standsWhileItIsPaused() throws Exception {
        var card = stage().card("one", 1, 256);
        var stream = stage().open();
        for (var pause = 1; pause <= 3; pause++) {
            stage().write(stream, 300);
            // The history takes it all at once; the card may not even be open by then.
            await().atMost(PATIENCE).until(() -> card.count(Counter.STARTS) > 0);
            var starts = card.count(Counter.STARTS);
            var stops = card.count(Counter.STOPS);
            stream.pause();
            await().atMost(PATIENCE).until(() -> card.count(Counter.STOPS) > stops);
            stream.start();
            await().atMost(PATIENCE).until(() -> card.count(Counter.STARTS) > starts);
        }
        var received = stage().finish(stream);
        assertThat(received.garbage()).as("garbage in %s", received).isZero();
        assertThat(received.distinct()).as("frames heard: %s", received).isEqualTo(stage().written());
        // A PCM that is stopped in mid-play has played a little more than its last pointer said.
        assertThat(received.repeated())
                .as("repeats heard: %s", received)
                .isLessThanOrEqualTo(stream.snapshot().framesRepeated() + 3 * PERIOD_FRAMES);
        assertThat(stream.snapshot().framesLost()).isZero();
        assertThat(stream.snapshot().framesRendered()).isEqualTo(stage().written());
        assertThat(stream.swaps()).isEmpty();
    }
}
