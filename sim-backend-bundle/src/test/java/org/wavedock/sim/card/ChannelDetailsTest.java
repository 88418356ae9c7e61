// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/** What only shows at the edge of something else. */
class ChannelDetailsTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @DisplayName("B26: resuming what runs does not cost the part of a frame that has passed")
    @Tag("B26")
    void shouldKeepPartsOfFramesWhenResumedInMidRun() throws AudioException {
        var channel = Rig.render(rig.card("sim"), 8);
        var control = Rig.control(channel);
        channel.start(8, true);
        for (var half = 0; half < 20; half++) {
            rig.clock.advance(62_500);
            control.resume();
        }
        assertThat(control.transferredBytes()).isEqualTo(10);
    }

    @Test
    @DisplayName("asking for the view is a look: what the cursor has passed by then is out of reach")
    void shouldCatchUpBeforeItShowsTheView() throws AudioException {
        var card = rig.card("sim", "render.to=memory");
        var channel = Rig.render(card, 4);
        channel.start(4, true);
        rig.frames(2);
        channel.systemAddress().put(0, (byte) 9).put(1, (byte) 9).put(2, (byte) 8);
        rig.frames(1);
        channel.stop();
        assertThat(card.rendered(0)).containsExactly(0, 0, 8);
    }

    @Test
    @DisplayName("what is taken at the start is taken then, and not when somebody looks")
    void shouldTakeTheStartFramesAtTheStart() throws AudioException {
        var card = rig.card("sim", "render.to=memory", "start.frames=2");
        var channel = Rig.render(card, 4);
        Rig.put(channel, 0, 1, 2, 3, 4);
        var view = channel.systemAddress();
        channel.start(4, true);
        view.put(1, (byte) 9).put(2, (byte) 9);
        rig.frames(2);
        channel.stop();
        assertThat(card.rendered(0)).containsExactly(1, 2, 9, 4);
    }

    @Test
    @DisplayName("C04: a released channel says so by its name")
    @Tag("C04")
    void shouldSayWhoWasReleased() throws AudioException {
        var channel = Rig.render(rig.card("sim"), 4);
        channel.close();
        assertThatExceptionOfType(DeviceRemovedException.class)
                .isThrownBy(channel::readCounter)
                .withMessage("render substream 0 of card sim has been released");
    }

    @Test
    @DisplayName("B22: each substream has a number and a record of its own")
    @Tag("B22")
    void shouldKeepSubstreamsApart() throws AudioException {
        var card = rig.card("sim", "render.to=memory");
        var first = Rig.render(card, 4);
        var second = Rig.render(card, 4);
        assertThat(Rig.control(first).substream()).isZero();
        assertThat(Rig.control(second).substream()).isEqualTo(1);
        Rig.put(second, 0, 7, 8);
        second.start(4, true);
        rig.frames(2);
        second.stop();
        assertThat(card.rendered(1)).containsExactly(7, 8);
        assertThat(card.renderedFrames(1)).isEqualTo(2);
        assertThat(card.renderedFrames(0)).isZero();
        assertThat(card).hasToString("card sim");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 12})
    @DisplayName("A31: frames of several bytes go through any FIFO as they are")
    @Tag("A31")
    void shouldHearWholeFrames(int fifo) throws AudioException {
        var card = rig.card("sim", "render.to=memory", "fifo.frames=" + fifo);
        var bytes = 10 * Rig.STEREO.frameBytes();
        var channel = Rig.channel(card, Direction.RENDER, Rig.STEREO, bytes);
        var sent = ByteBuffer.allocate(bytes);
        for (var at = 0; at < bytes; at++) {
            sent.put(at, (byte) (at + 1));
        }
        channel.copyTo(0, sent, 0, bytes);
        channel.start(bytes, true);
        rig.clock.advance(Rig.STEREO.nanosFor(13));
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(13 * 4);
        rig.clock.advance(Rig.STEREO.nanosFor(12));
        channel.stop();

        var heard = card.rendered(0);
        assertThat(card.renderedFrames(0)).isEqualTo(25 - fifo);
        assertThat(heard).hasSize((25 - fifo) * 4);
        for (var at = 0; at < heard.length; at++) {
            assertThat(heard[at]).as("byte " + at).isEqualTo(sent.get(at % bytes));
        }
    }

    @Test
    @DisplayName("A20: the last address of a narrow bus is the last")
    @Tag("A20")
    void shouldEndWithTheLastAddress() throws AudioException {
        var narrow = rig.card("narrow", "address.bits=16");
        var channel = narrow.newChannel(Direction.RENDER, Rig.MONO, 0xF001);
        assertThatThrownBy(() -> channel.allocateBuffer(0xF001, UNCONSTRAINED))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES));
        channel.allocateBuffer(0xF000, UNCONSTRAINED);
        assertThat(channel.physicalAddress()).isEqualTo(0x1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 192_000})
    void shouldTakeTheLowestAndTheHighestTone(int hertz) {
        assertThat(Rig.settings("sim", "capture.from=tone:" + hertz).capture().hertz())
                .isEqualTo(hertz);
    }
}
