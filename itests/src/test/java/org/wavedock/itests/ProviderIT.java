// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.Test;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Devices that come and go under a stream, and which of them it chooses. */
public class ProviderIT extends Platform {
    private final Music music = new Music(1);

    @Test
    public void aStreamWithoutADeviceWaitsForOneAndPlaysFromItsFirstFrame() throws Exception {
        var stream = open();
        stream.start();
        music.offer(stream);
        var held = music.written();
        assertThatThrownBy(() -> music.play(stream, 1))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEVICE_NOT_READY));
        assertThat(music.written()).isEqualTo(held);
        card("late", 0);
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::from, SwapReport::to, SwapReport::reason, SwapReport::atFrame)
                .containsExactly(tuple(null, "late", SwapReason.DEVICE_ARRIVED, 0L));
    }

    @Test
    public void aStreamWaitsWhileItsOnlyDeviceIsAwayAndGoesOnWhereItStopped() throws Exception {
        card("sim0", 0);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        remove("sim0");
        music.offer(stream);
        assertThat(stream.snapshot()).extracting(StreamSnapshot::device).isNull();
        var heard = stream.snapshot().framesRendered();
        card("sim0", 0);
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::from, SwapReport::to, SwapReport::reason, SwapReport::atFrame)
                .containsExactly(tuple("sim0", "sim0", SwapReason.DEVICE_ARRIVED, heard));
        assertThat(stream.snapshot().segments())
                .extracting(Segment::device, Segment::streamFrame)
                .containsExactly(tuple("sim0", 0L), tuple("sim0", heard));
    }

    @Test
    public void aBetterDeviceTakesTheStreamAndGivesItBackWhenItLeaves() throws Exception {
        card("sim0", 0);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        card("best", 10);
        music.play(stream, 10 * Music.BEAT);
        remove("best");
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason, SwapReport::gapFrames)
                .containsExactly(
                        tuple("best", SwapReason.BETTER_DEVICE, 0L), tuple("sim0", SwapReason.BACKEND_LEFT, 0L));
        assertThat(stream.snapshot().framesSilence()).isZero();
    }

    @Test
    public void aDeviceOfEqualRankingTakesNoStreamAway() throws Exception {
        card("sim0", 3);
        var stream = open();
        stream.start();
        music.play(stream, 5 * Music.BEAT);
        card("sim1", 3);
        otherCard("other0", 2);
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps()).isEmpty();
        assertThat(stream.snapshot().segments())
                .singleElement()
                .satisfies(all -> assertThat(all.device()).isEqualTo("sim0"));
    }

    @Test
    public void theRankingAcrossBundlesDecides() throws Exception {
        card("sim0", 1);
        card("sim1", 3);
        otherCard("other0", 2);
        otherCard("other1", 4);
        assertThat(streams().devices()).extracting("name").containsExactly("other1", "sim1", "other0", "sim0");
        var stream = open();
        stream.start();
        for (var leaving : new String[] {"other1", "sim1", "other0"}) {
            music.play(stream, 3 * Music.BEAT);
            remove(leaving);
        }
        music.play(stream, 3 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("sim1", "other0", "sim0");
        assertThat(stream.swaps()).extracting(SwapReport::gapFrames).containsOnly(0L);
    }

    @Test
    public void aRequestedDeviceIsPreferredToBetterOnesWheneverItIsThere() throws Exception {
        card("sim0", 0);
        card("best", 10);
        var stream = open("sim0");
        stream.start();
        music.play(stream, 5 * Music.BEAT);
        remove("sim0");
        music.play(stream, 5 * Music.BEAT);
        card("sim0", 0);
        music.play(stream, 5 * Music.BEAT);
        stream.swapTo("best", LONG);
        music.play(stream, 5 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason)
                .containsExactly(
                        tuple("best", SwapReason.BACKEND_LEFT),
                        tuple("sim0", SwapReason.BETTER_DEVICE),
                        tuple("best", SwapReason.REQUESTED));
    }
}
