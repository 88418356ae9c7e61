// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are {@code snd_pcm_chmap_position}'s. */
class ChannelMapTest {
    private static final int MONO = 2;
    private static final int FL = 3;
    private static final int FR = 4;
    private static final int RL = 5;
    private static final int RR = 6;
    private static final int FC = 7;
    private static final int LFE = 8;
    private static final int SL = 9;
    private static final int SR = 10;
    private static final int TOP = 14;

    @Test
    void fiveOneOfAlsaIsReorderedToWaves() {
        assertThat(ChannelMap.waveToRing(List.of(FL, FR, RL, RR, FC, LFE), 6)).containsExactly(0, 1, 4, 5, 2, 3);
    }

    @Test
    void sevenOneOfAlsaIsReorderedToWaves() {
        assertThat(ChannelMap.waveToRing(List.of(FL, FR, RL, RR, FC, LFE, SL, SR), 8))
                .containsExactly(0, 1, 4, 5, 2, 3, 6, 7);
    }

    @Test
    void swappedStereoIsSwappedBack() {
        assertThat(ChannelMap.waveToRing(List.of(FR, FL), 2)).containsExactly(1, 0);
    }

    @Test
    void whatIsInOrderStaysInOrder() {
        assertThat(ChannelMap.waveToRing(List.of(FL, FR), 2)).containsExactly(0, 1);
        assertThat(ChannelMap.waveToRing(List.of(FL, FR, FC, LFE, RL, RR), 6)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void whatMakesNoSenseStaysInOrder() {
        assertThat(ChannelMap.waveToRing(List.of(), 2)).containsExactly(0, 1);
        assertThat(ChannelMap.waveToRing(List.of(MONO), 1)).containsExactly(0);
        assertThat(ChannelMap.waveToRing(List.of(FR, FL), 3)).containsExactly(0, 1, 2);
        assertThat(ChannelMap.waveToRing(List.of(FR, FR), 2)).containsExactly(0, 1);
        assertThat(ChannelMap.waveToRing(List.of(FR, TOP), 2)).containsExactly(0, 1);
    }
}
