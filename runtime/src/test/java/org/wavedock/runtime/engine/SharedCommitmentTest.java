// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

@DisplayName("Streams that share a device which takes what is committed to it")
class SharedCommitmentTest {
    private static final Duration NEAR = Duration.ofMillis(40);
    /** More than a device is ever given ahead. */
    private static final Duration FAR = Duration.ofMillis(240);

    private static final int RING = 12_000;

    private final Rig rig = new Rig(Drive.SHARED);
    private final Choir choir = new Choir(rig);

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private CommittedCard card(int quantum) {
        return rig.committed("committed", 0, new CommittedCard(rig.scheduler, quantum, 1));
    }

    private Singer singing(Duration lead) throws AudioException {
        var request = StreamRequest.render("singer", Rig.FORMAT).buffered(lead, Duration.ofSeconds(2));
        var singer = choir.join(request);
        singer.write(20_000);
        singer.stream.start();
        return singer;
    }

    /** What was heard is the sum of what the ledgers say; nobody was lost, and nobody heard twice. */
    private void finish() throws AudioException {
        for (var singer : choir.singers()) {
            singer.finish();
        }
        choir.verify();
        assertThat(choir.singers()).allSatisfy(singer -> {
            var account = singer.stream.snapshot();
            assertThat(account.framesRendered()).isEqualTo(singer.written());
            assertThat(account.framesLost()).isZero();
            assertThat(account.framesRepeated()).isZero();
            assertThat(singer.stream.swaps()).isEmpty();
        });
    }

    @Test
    @DisplayName("repeat nothing that the device was not given when it ran dry")
    void repeatsNothingThatWasNotGiven() throws AudioException {
        var card = card(2_048);
        var far = singing(FAR);
        singing(NEAR);
        far.write(20_000);
        rig.pass(Duration.ofMillis(300));
        assertThat(card.underruns()).isPositive();
        finish();
    }

    @Test
    @DisplayName("give it no more than it has room for, wherever they begin")
    void givesNoMoreThanThereIsRoomFor() throws AudioException {
        var card = card(1);
        var first = singing(FAR);
        rig.pass(Duration.ofMillis(50));
        var second = singing(FAR);
        rig.pass(Duration.ofMillis(5));
        first.stream.pause();
        rig.pass(Duration.ofMillis(200));
        first.stream.start();
        second.stream.pause();
        rig.pass(Duration.ofMillis(200));
        second.stream.start();
        assertThat(card.longestLead()).isLessThanOrEqualTo(RING);
        finish();
    }

    @Test
    @DisplayName("do not take it for one that stands while others are heard first")
    void waitsForOthers() throws AudioException {
        card(4_096);
        var first = singing(FAR);
        rig.pass(Duration.ofMillis(92));
        singing(FAR);
        first.write(20_000);
        finish();
    }
}
