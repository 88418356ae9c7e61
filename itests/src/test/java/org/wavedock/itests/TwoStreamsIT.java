// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Two streams at once, each with a ledger of its own. */
public class TwoStreamsIT extends Platform {
    private final Music first = new Music(4);
    private final Music second = new Music(5);

    @Test
    public void bothPlayOnSubstreamsOfTheirOwn() throws Exception {
        card("sim0", 0);
        var one = open();
        var two = open();
        one.start();
        first.play(one, 5 * Music.BEAT);
        two.start();
        playBoth(one, two, 10);
        assertThat(device("sim0").streams()).isEqualTo(2);
        finishBoth(one, two);
        assertThat(substreams(one)).containsExactly(0);
        assertThat(substreams(two)).containsExactly(1);
    }

    @Test
    public void bothMoveWhenTheirBackendIsStoppedAndReturnWithIt() throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var one = running();
        var two = running();
        playBoth(one, two, 10);
        sim.stop();
        playBoth(one, two, 5);
        assertThat(device("other0").streams()).isEqualTo(2);
        sim.start();
        playBoth(one, two, 5);
        assertThat(device("sim0").streams()).isEqualTo(2);
        finishBoth(one, two);
        for (var stream : new AudioStream[] {one, two}) {
            assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("other0", "sim0");
            assertThat(stream.swaps()).extracting(SwapReport::gapFrames).containsOnly(0L);
        }
    }

    @Test
    public void bothStandWithoutADeviceAndGoOn() throws Exception {
        card("sim0", 0);
        var one = running();
        var two = running();
        playBoth(one, two, 10);
        sim.update();
        awaitDevice("sim0");
        playBoth(one, two, 5);
        sim.refresh();
        awaitDevice("sim0");
        playBoth(one, two, 5);
        finishBoth(one, two);
    }

    @Test
    public void oneMovesAndTheOtherHearsNothingOfIt() throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var one = running();
        var two = running();
        playBoth(one, two, 10);
        two.swapTo("other0", LONG);
        playBoth(one, two, 5);
        sim.stop();
        playBoth(one, two, 5);
        sim.start();
        playBoth(one, two, 5);
        finishBoth(one, two);
        assertThat(one.swaps()).extracting(SwapReport::to).containsExactly("other0", "sim0");
        assertThat(two.swaps()).extracting(SwapReport::to).containsExactly("other0");
    }

    @Test
    public void bothShareACardThatHasOneSubstream() throws Exception {
        card("sim0", 1, Map.of("substreams", 1));
        otherCard("other0", 0, Map.of("substreams", 1));
        var one = running();
        var two = running();
        playBoth(one, two, 10);
        assertThat(one.snapshot().device()).isEqualTo("sim0");
        assertThat(two.snapshot().device()).isEqualTo("sim0");
        two.swapTo("other0", LONG);
        playBoth(one, two, 10);
        for (var stream : new AudioStream[] {one, two}) {
            stream.drain(LONG);
            stream.close();
            var account = stream.snapshot();
            assertThat(account.framesRendered()).isEqualTo(account.framesSubmitted());
            assertThat(account.framesRepeated() + account.framesLost()).isZero();
        }
        assertThat(substreams(one)).containsExactly(0);
    }

    @Test
    public void aCardInExclusiveUseSendsTheSecondStreamToTheNextOne() throws Exception {
        card("sim0", 1, Map.of("substreams", 1));
        otherCard("other0", 0, Map.of("substreams", 1));
        var one = alone();
        var two = alone();
        playBoth(one, two, 10);
        assertThat(one.snapshot().device()).isEqualTo("sim0");
        assertThat(two.snapshot().device()).isEqualTo("other0");
        // Nobody has room for a third; the reason says who has been asked.
        assertThatThrownBy(this::alone)
                .hasMessageContaining("sim0")
                .hasMessageContaining("other0")
                .isInstanceOfSatisfying(
                        AudioException.class,
                        e -> assertThat(e.reason()).isIn(Reason.INSUFFICIENT_RESOURCES, Reason.FORMAT_NOT_SUPPORTED));
        one.drain(LONG);
        one.close();
        second.play(two, 50 * Music.BEAT);
        two.drain(LONG);
        two.close();
        var evidence = evidence();
        evidence.accept(one, first);
        evidence.accept(two, second);
        evidence.requireSilenceElsewhere();
        assertThat(two.swaps()).extracting(SwapReport::to).containsExactly("sim0");
    }

    private AudioStream alone() throws AudioException {
        var stream = streams().open(request().exclusively());
        stream.start();
        return stream;
    }

    private AudioStream running() throws AudioException {
        var stream = open();
        stream.start();
        return stream;
    }

    /** Alternates in short pieces, so that neither starves while the other is fed. */
    private void playBoth(AudioStream one, AudioStream two, int beats) throws AudioException {
        for (var i = 0; i < 10 * beats; i++) {
            first.play(one, Music.BEAT / 10);
            second.play(two, Music.BEAT / 10);
        }
    }

    private void finishBoth(AudioStream one, AudioStream two) throws Exception {
        one.drain(LONG);
        two.drain(LONG);
        one.close();
        two.close();
        var evidence = evidence();
        evidence.accept(one, first);
        evidence.accept(two, second);
        evidence.requireSilenceElsewhere();
    }

    private static Set<Integer> substreams(AudioStream stream) {
        return stream.snapshot().segments().stream().map(Segment::substream).collect(Collectors.toSet());
    }
}
