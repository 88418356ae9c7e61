// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** Cards whose converters run from one crystal. */
class SharedClockTest {
    private static final WaveFormat FAST = new WaveFormat(48_000, 2, Encoding.S16);
    private static final WaveFormat SLOW = new WaveFormat(44_100, 1, Encoding.U8);

    private final Rig rig = new Rig();
    private final Card card = rig.card("sim", "shared.clock=true");

    @AfterEach
    void close() {
        rig.close();
    }

    private void shouldRefuse(Direction direction) {
        assertThatThrownBy(() -> card.newChannel(direction, SLOW, 400))
                .hasMessageContainingAll("card sim has one clock", "open with 48000 Hz", "44100 Hz, 1 ch, U8")
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORMAT_NOT_SUPPORTED));
    }

    @Test
    @DisplayName("B23: a rate that differs from the other direction's is refused, and the other plays on")
    @Tag("B23")
    void shouldRefuseAnotherRateInTheOtherDirection() throws AudioException {
        var render = Rig.channel(card, Direction.RENDER, FAST, 400);
        render.start(400, true);
        shouldRefuse(Direction.CAPTURE);
        rig.clock.advanceMillis(1);
        assertThat(render.readCounter()).isEqualTo(400 - 48 * 4);
    }

    @Test
    @DisplayName("B23: the same for capture first, and for a second channel of one direction")
    @Tag("B23")
    void shouldRefuseAnotherRateWhereverItComesSecond() throws AudioException {
        Rig.channel(card, Direction.CAPTURE, FAST, 400);
        shouldRefuse(Direction.RENDER);
        shouldRefuse(Direction.CAPTURE);
    }

    @Test
    @DisplayName("B23: one rate in any format is taken, and another once all channels are closed")
    @Tag("B23")
    void shouldTakeOneRateAtATime() throws AudioException {
        var render = Rig.channel(card, Direction.RENDER, FAST, 400);
        var capture = Rig.channel(card, Direction.CAPTURE, new WaveFormat(48_000, 1, Encoding.S32), 400);
        render.close();
        shouldRefuse(Direction.RENDER);
        capture.close();
        assertThat(Rig.channel(card, Direction.RENDER, SLOW, 400)).hasToString("render substream 0 of card sim");
        Rig.channel(card, Direction.CAPTURE, SLOW, 400);
    }

    @Test
    @DisplayName("without shared.clock each channel has its own rate")
    void shouldMixRatesOtherwise() throws AudioException {
        var other = rig.card("other");
        Rig.channel(other, Direction.RENDER, FAST, 400);
        Rig.channel(other, Direction.CAPTURE, SLOW, 400);
        assertThat(other.name()).isEqualTo("other");
    }
}
