// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.Test;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

/** A card's configuration changes under a running stream. */
public class ConfigurationIT extends Platform {
    private final Music music = new Music(2);

    @Test
    public void theOnlyCardConfiguredAnewGoesOnWhereTheOldOneStopped() throws Exception {
        card("sim0", 0);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        reconfigure("sim0", 0, Map.of("fifo.frames", 700, "drift.ppm", 250.0, "start.frames", 512));
        music.play(stream, 10 * Music.BEAT);
        reconfigure("sim0", 0, Map.of("buffer.max", 16_384));
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::from, SwapReport::to, SwapReport::reason)
                .containsExactly(
                        tuple("sim0", "sim0", SwapReason.DEVICE_ARRIVED),
                        tuple("sim0", "sim0", SwapReason.DEVICE_ARRIVED));
    }

    @Test
    public void aSecondCardPlaysWhileTheFirstIsConfiguredAnew() throws Exception {
        card("sim0", 1);
        card("sim1", 0);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        reconfigure("sim0", 1, Map.of("substreams", 2));
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason, SwapReport::gapFrames)
                .containsExactly(
                        tuple("sim1", SwapReason.BACKEND_LEFT, 0L), tuple("sim0", SwapReason.BETTER_DEVICE, 0L));
        assertThat(stream.snapshot().framesSilence()).isZero();
    }

    @Test
    public void aRankingConfiguredLowerSendsTheStreamAway() throws Exception {
        card("sim0", 2);
        card("sim1", 1);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        reconfigure("sim0", 0, Map.of());
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("sim1");
    }

    @Test
    public void aRankingConfiguredHigherAttractsTheStream() throws Exception {
        card("sim0", 2);
        card("sim1", 1);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        reconfigure("sim1", 3, Map.of());
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason, SwapReport::gapFrames)
                .containsExactly(tuple("sim1", SwapReason.BETTER_DEVICE, 0L));
    }

    @Test
    public void aCardThatCanNoLongerDoTheFormatIsLeftAlone() throws Exception {
        card("sim0", 2);
        card("sim1", 1);
        var stream = streams().open(request().converting(Conversion.NONE));
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        reconfigure("sim0", 2, Map.of("channels.max", 1));
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("sim1");
    }

    @Test
    public void aRenamedCardIsAnotherDevice() throws Exception {
        card("sim0", 0);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        update("sim0", properties("renamed", 0, Map.of()));
        awaitDevice("renamed");
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.snapshot().segments()).extracting(Segment::device).containsExactly("sim0", "renamed");
    }

    @Test
    public void aMistakeInTheConfigurationTakesTheCardAwayUntilItIsCorrected() throws Exception {
        card("sim0", 0);
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        update("sim0", properties("sim0", 0, Map.of("substreams", "many")));
        awaitDeparture("sim0");
        music.offer(stream);
        assertThat(stream.snapshot()).extracting(StreamSnapshot::device).isNull();
        update("sim0", properties("sim0", 0, Map.of()));
        awaitDevice("sim0");
        music.play(stream, 10 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps()).extracting(SwapReport::reason).containsExactly(SwapReason.DEVICE_ARRIVED);
    }
}
