// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

@DisplayName("A device that takes what is committed to it")
@ParameterizedClass(name = "{0} substreams")
@ValueSource(ints = {0, 1})
class CommittedDeviceTest {
    private static final int SECOND = 48_000;
    private static final int FRAME = 4;
    private static final int LEAD = SECOND * 40 / 1000;

    private final Rig rig = new Rig();
    private final int substreams;
    private final CommittedCard card;

    CommittedDeviceTest(int substreams) {
        this.substreams = substreams;
        card = new CommittedCard(rig.scheduler, 1, substreams);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private AudioStream started() throws AudioException {
        rig.arrive("committed", card, 5);
        var stream = rig.open();
        stream.start();
        return stream;
    }

    /** What the card was heard to play is what the ledger says, and silence elsewhere. */
    private void verify(AudioStream stream) {
        var heard = card.heard();
        for (Segment segment : stream.snapshot().segments()) {
            if (segment.device().equals("committed") && segment.confirmed()) {
                var from = (int) segment.deviceFrame() * FRAME;
                var length = (int) segment.frames() * FRAME;
                var source = (int) segment.streamFrame() * FRAME;
                assertThat(Arrays.equals(heard, from, from + length, rig.content, source, source + length))
                        .as("%s is what was played", segment)
                        .isTrue();
                Arrays.fill(heard, from, from + length, (byte) 0);
            }
        }
        assertThat(heard).containsOnly(0);
    }

    @Test
    @DisplayName("plays every frame once, and is never given more than the lead")
    void playsEveryFrameOnce() throws AudioException {
        var stream = started();
        rig.write(stream, 2 * SECOND);
        stream.drain(Rig.LONG);
        var snapshot = stream.snapshot();
        assertThat(snapshot.framesRendered()).isEqualTo(2 * SECOND);
        assertThat(snapshot.framesLost() + snapshot.framesRepeated()).isZero();
        assertThat(card.underruns()).isZero();
        assertThat(card.longestLead()).isLessThanOrEqualTo(LEAD);
        verify(stream);
    }

    @Test
    @DisplayName("hands over and takes over exactly once")
    void handsOverExactlyOnce() throws AudioException {
        var sim = rig.card("sim", 1);
        var stream = started();
        rig.write(stream, SECOND);
        rig.rank("sim", 10);
        rig.write(stream, SECOND);
        rig.rank("sim", 1);
        rig.write(stream, SECOND);
        stream.drain(Rig.LONG);
        stream.close();
        var snapshot = stream.snapshot();
        assertThat(stream.swaps()).hasSize(2);
        assertThat(snapshot.framesRendered()).isEqualTo(3 * SECOND);
        assertThat(snapshot.framesLost() + snapshot.framesRepeated()).isZero();
        assertThat(sim.renderedFrames(0)).isPositive();
        verify(stream);
    }

    @Test
    @DisplayName("gets silence while the client is late, and its data after that")
    void getsSilenceWhileTheClientIsLate() throws AudioException {
        var stream = started();
        rig.write(stream, SECOND / 10);
        rig.pass(Duration.ofMillis(500));
        rig.write(stream, SECOND / 10);
        stream.drain(Rig.LONG);
        assertThat(card.underruns()).isZero();
        assertThat(stream.snapshot().framesSilence()).isCloseTo(SECOND * 4 / 10, within((long) LEAD));
        assertThat(stream.snapshot().framesRepeated()).isZero();
        verify(stream);
    }

    @Test
    @DisplayName("that stops early is started again, and what it may have played is on the record")
    void isStartedAgain() throws AudioException {
        var stream = started();
        rig.write(stream, SECOND);
        card.trip();
        rig.write(stream, SECOND);
        card.trip();
        rig.pass(Duration.ofMillis(30));
        stream.drain(Rig.LONG);
        var snapshot = stream.snapshot();
        assertThat(snapshot.framesRendered()).isEqualTo(2 * SECOND);
        assertThat(snapshot.framesLost()).isZero();
        assertThat(snapshot.framesRepeated()).isLessThanOrEqualTo(2L * LEAD);
        verify(stream);
    }

    @Test
    @DisplayName("that stops while it drains passes the rest on")
    void stopsWhileItDrains() throws AudioException {
        var sim = rig.card("sim", 1);
        var stream = started();
        rig.write(stream, SECOND);
        rig.rank("sim", 10);
        rig.pass(Duration.ofMillis(15));
        card.trip();
        rig.write(stream, SECOND);
        stream.drain(Rig.LONG);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(2 * SECOND);
        assertThat(stream.snapshot().framesLost()).isZero();
        assertThat(sim.renderedFrames(0)).isPositive();
        verify(stream);
    }

    @Test
    @DisplayName("is started anew after a pause, from the first frame not heard")
    void isStartedAnewAfterAPause() throws AudioException {
        var stream = started();
        rig.write(stream, SECOND);
        stream.pause();
        rig.pass(Duration.ofMillis(300));
        stream.start();
        rig.write(stream, SECOND);
        stream.drain(Rig.LONG);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(2 * SECOND);
        assertThat(stream.snapshot().framesRepeated()).isZero();
        assertThat(card.underruns()).isZero();
        verify(stream);
    }

    @Test
    @DisplayName("that takes more at a time than it is given ahead is soon given more")
    void isSoonGivenMore() throws AudioException {
        var server = new CommittedCard(rig.scheduler, 2048, substreams);
        rig.arrive("server", server, 5);
        var stream = rig.open();
        stream.start();
        rig.write(stream, SECOND);
        rig.pass(Duration.ofMillis(500));
        rig.write(stream, SECOND);
        stream.drain(Rig.LONG);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(2 * SECOND);
        assertThat(stream.snapshot().framesLost()).isZero();
        assertThat(server.underruns()).isLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName("is serviced in time with a lead of 5 ms")
    void isServicedInTimeWithAShortLead() throws AudioException {
        rig.arrive("committed", card, 5);
        var lead = Duration.ofNanos(5_333_333);
        var stream = rig.board.open(StreamRequest.render("music", Rig.FORMAT).buffered(lead, Duration.ofMillis(200)));
        stream.start();
        rig.write(stream, SECOND);
        stream.drain(Rig.LONG);
        assertThat(card.underruns()).isZero();
        assertThat(card.longestLead()).isLessThanOrEqualTo(256);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("shows how far its clock is off, as any device does")
    void showsItsDrift() throws AudioException {
        rig.card("fast", 10, Map.of("drift.ppm", 150));
        var stream = rig.open();
        assertThat(rig.board.devices().get(0).driftPpm()).isEmpty();
        stream.start();
        rig.write(stream, 5 * SECOND);
        assertThat(rig.board.devices().get(0).driftPpm().orElseThrow()).isCloseTo(150, within(20.0));
    }
}
