// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.wave.AudioException;

class RenderTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Card memory(String... settings) {
        var all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "render.to=memory";
        return rig.card("sim", all);
    }

    @Test
    @DisplayName("what came too late is not heard, what was left there is heard again")
    void shouldHearWhatLayInTheRing() throws AudioException {
        var card = memory();
        var channel = Rig.render(card, 4);
        Rig.put(channel, 0, 1, 2, 3, 4);
        channel.start(4, true);
        rig.frames(2);
        Rig.put(channel, 0, 5, 6, 7);
        rig.frames(3);
        Rig.put(channel, 0, 9, 9, 9, 9);
        rig.frames(1);
        channel.stop();
        assertThat(card.rendered(0)).containsExactly(1, 2, 7, 4, 5, 9);
    }

    @Test
    @DisplayName("a ring that nobody fills is heard again and again")
    void shouldRepeatTheRing() throws AudioException {
        var card = memory();
        var channel = Rig.render(card, 3);
        Rig.put(channel, 0, 1, 2, 3);
        channel.start(3, true);
        rig.frames(3_000_001);
        assertThat(card.renderedFrames(0)).as("nobody has looked").isZero();
        channel.readCounter();
        assertThat(card.renderedFrames(0)).isEqualTo(3_000_001);
        var heard = card.rendered(0);
        assertThat(heard).hasSize(3_000_001);
        for (var at = 0; at < heard.length; at++) {
            if (heard[at] != 1 + at % 3) {
                assertThat(heard[at]).as("byte " + at).isEqualTo((byte) (1 + at % 3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 16, 50})
    @DisplayName("a stream kept ahead of the cursor is heard whole, through any FIFO, over many wraps")
    void shouldHearAStream(int fifo) throws AudioException {
        var card = memory("fifo.frames=" + fifo);
        var channel = Rig.render(card, 16);
        var random = new Random(fifo);
        var sent = new ByteArrayOutputStream();
        channel.start(16, true);
        var written = 0L;
        for (var round = 0; round < 2000; round++) {
            while (written < Rig.control(channel).transferredBytes() + 16) {
                var value = random.nextInt(256);
                sent.write(value);
                Rig.put(channel, (int) (written++ % 16), value);
            }
            rig.frames(random.nextInt(17));
        }
        channel.readCounter();
        var passed = (int) Rig.control(channel).transferredBytes();
        var expected = Arrays.copyOf(sent.toByteArray(), passed - fifo);
        assertThat(card.rendered(0)).isEqualTo(expected);
        channel.stop();
        assertThat(card.rendered(0)).isEqualTo(expected);
    }

    @Test
    @DisplayName("the FIFO keeps what it took, survives a pause and is lost at the stop")
    void shouldDropTheFifo() throws AudioException {
        var card = memory("fifo.frames=3");
        assertThat(card.description().fifoFrames()).isEqualTo(3);
        var channel = Rig.render(card, 8);
        Rig.put(channel, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        channel.start(8, true);
        rig.frames(2);
        Rig.put(channel, 0, 9, 9);
        assertThat(card.rendered(0)).isEmpty();
        rig.frames(2);
        Rig.control(channel).pause();
        rig.frames(100);
        assertThat(card.rendered(0)).containsExactly(1);
        Rig.control(channel).resume();
        rig.frames(2);
        channel.stop();
        assertThat(card.rendered(0)).containsExactly(1, 2, 3);
        channel.start(8, true);
        assertThat(Rig.control(channel).originFrame()).isEqualTo(3);
        rig.frames(4);
        channel.stop();
        assertThat(card.rendered(0)).containsExactly(1, 2, 3, 9);
    }

    @Test
    @DisplayName("frame originFrame() + n of the record is frame n of the transfer, over starts and channels")
    void shouldTellItsOrigin() throws AudioException {
        var card = memory();
        var first = Rig.render(card, 8);
        assertThat(Rig.control(first).originFrame()).isZero();
        Rig.put(first, 0, 1, 2, 3, 4);
        first.start(8, true);
        rig.frames(3);
        first.stop();
        Rig.put(first, 0, 11, 12);
        first.start(8, true);
        assertThat(Rig.control(first).originFrame()).isEqualTo(3);
        rig.frames(2);
        first.close();
        var second = Rig.render(card, 8);
        var other = Rig.render(card, 8);
        Rig.put(second, 0, 21);
        second.start(8, true);
        other.start(8, true);
        rig.frames(1);
        second.stop();
        assertThat(Rig.control(second).originFrame()).isEqualTo(5);
        assertThat(Rig.control(other).originFrame()).isZero();
        assertThat(card.rendered(0)).containsExactly(1, 2, 3, 11, 12, 21);
    }

    @Test
    @DisplayName("a write through a held view is seen from the last use of the channel on")
    void shouldHearWritesThroughTheView() throws AudioException {
        var card = memory();
        var channel = Rig.render(card, 4);
        ByteBuffer view = channel.systemAddress();
        channel.start(4, true);
        rig.frames(2);
        channel.readCounter();
        view.put(0, (byte) 8).put(2, (byte) 9);
        rig.frames(3);
        channel.stop();
        assertThat(card.rendered(0)).containsExactly(0, 0, 9, 0, 8);
    }

    @Test
    void shouldSayThatItDoesNotRecord() throws AudioException {
        var card = rig.card("sim");
        var channel = Rig.render(card, 4);
        channel.start(4, true);
        rig.frames(1_000_000_000);
        channel.stop();
        assertThat(card.renderedFrames(0)).isEqualTo(1_000_000_000);
        assertThatIllegalStateException()
                .isThrownBy(() -> card.rendered(0))
                .withMessageContaining("expected render.to=memory");
        assertThatThrownBy(() -> card.renderedFrames(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> card.rendered(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
