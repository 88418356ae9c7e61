// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class LoopbackTest {
    private static final byte SILENCE = Encoding.U8.silence();

    private final Rig rig = new Rig();
    private final Card ear = rig.card("ear", "capture.from=loopback:mouth");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @DisplayName("what the other card is heard to play, from the moment of the start, silence before and after")
    void shouldHearTheOtherCard() throws AudioException {
        var listening = Rig.channel(ear, Direction.CAPTURE, Rig.MONO, 8);
        listening.start(8, false);
        rig.frames(1);
        assertThat(Rig.get(listening, 0, 2).array()).containsExactly(SILENCE, (byte) 0);

        var mouth = rig.card("mouth", "fifo.frames=1");
        var playing = Rig.render(mouth, 8);
        Rig.render(mouth, 8).start(8, true);
        Rig.put(playing, 0, 1, 2, 3, 4);
        playing.start(8, true);
        rig.frames(3);
        playing.stop();
        rig.frames(1);
        assertThat(Rig.get(listening, 0, 5).array()).containsExactly(SILENCE, (byte) 1, (byte) 2, SILENCE, SILENCE);
    }

    @Test
    void shouldForgetWhatWasHeardBeforeTheStart() throws AudioException {
        var playing = Rig.render(rig.card("mouth"), 8);
        Rig.put(playing, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        var listening = Rig.channel(ear, Direction.CAPTURE, Rig.MONO, 8);
        playing.start(8, true);
        rig.frames(10_000);
        playing.readCounter();
        listening.start(8, false);
        rig.frames(2);
        playing.readCounter();
        assertThat(Rig.get(listening, 0, 3).array()).containsExactly(1, 2, 0);
        rig.frames(20);
        playing.readCounter();
        assertThat(Rig.get(listening, 0, 8).array()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void shouldRefuseWhatIsNotPlayed() throws AudioException {
        var mouth = rig.card("mouth");
        var playing = Rig.render(mouth, 8);
        assertThatThrownBy(() -> ear.newChannel(Direction.CAPTURE, Rig.STEREO, 8))
                .hasMessageContaining("card ear cannot capture 48000 Hz, 2 ch, S16")
                .hasMessageContaining("8000 Hz, 1 ch, U8 as card mouth plays it now");
        playing.close();
        var format = new WaveFormat(16_000, 1, Encoding.S16);
        var listening = Rig.channel(ear, Direction.CAPTURE, format, 8);
        var again = Rig.render(mouth, 8);
        Rig.put(again, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        again.start(8, true);
        listening.start(8, false);
        rig.frames(3);
        again.stop();
        assertThat(Rig.get(listening, 0, 8).array()).containsOnly(0);
        listening.close();
    }
}
