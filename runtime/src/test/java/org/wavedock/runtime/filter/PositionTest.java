// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavedock.runtime.filter.Bench.CAPTURE;
import static org.wavedock.runtime.filter.Bench.RENDER;
import static org.wavedock.runtime.filter.RegistryTest.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.AudioPosition;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

@DisplayName("Positions and events of a WaveCyclic pin")
class PositionTest {
    private static final int TEN_MS = 1_920;
    private static final int LEAD = 4 * TEN_MS;

    private final Bench bench = new Bench();

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private void assertAt(WavePin pin, long play, long write) throws AudioException {
        assertThat(pin.position()).isEqualTo(new AudioPosition(play, write));
    }

    @Test
    @Tag("A95")
    @Tag("A96")
    @DisplayName("ordinary render: play is what GetPosition says, write what CopyTo took; neither counts rings")
    void shouldCountAnOrdinaryRender() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY);
        assertAt(pin, 0, 0);
        pin.setState(StreamState.PAUSE);
        assertAt(pin, 0, 0);
        pin.submit(bench.packet(2 * FakeStream.RING));
        assertAt(pin, 0, LEAD);
        pin.setState(StreamState.RUN);
        for (var played = 0; played < FakeStream.RING + TEN_MS; played += TEN_MS) {
            bench.stream().group.deliver();
            assertAt(pin, played, played + LEAD);
            // Asked between two services: the device's own word, not what was copied.
            bench.stream().position = (played + 400) % FakeStream.RING;
            assertAt(pin, played + 400, played + LEAD);
            bench.stream().position = (played + TEN_MS) % FakeStream.RING;
        }
        pin.setState(StreamState.PAUSE);
        var at = pin.position();
        assertThat(pin.position()).isEqualTo(at);
        pin.setState(StreamState.RUN);
        assertThat(pin.position().playOffset()).isEqualTo(at.playOffset());
        pin.setState(StreamState.STOP);
        assertAt(pin, 0, 0);
    }

    @Test
    @Tag("A52")
    @DisplayName("however long a stream is paused, it goes on from where it stood: no rings are counted for the time")
    void shouldNotCountThePause() throws AudioException {
        var pin = bench.open(CAPTURE, Streaming.ORDINARY, StreamState.RUN);
        bench.stream().play(TEN_MS);
        pin.setState(StreamState.PAUSE);
        bench.scheduler.await(() -> false, 3_000_000_000L);
        assertThat(pin.position().playOffset()).isEqualTo(TEN_MS);
        pin.setState(StreamState.RUN);
        assertThat(pin.position().playOffset()).isEqualTo(TEN_MS);
        bench.stream().play(TEN_MS);
        assertThat(pin.position().playOffset()).isEqualTo(2 * TEN_MS);
    }

    @Test
    @Tag("A95")
    @DisplayName("a starved render's play offset ends where its data end, and goes on with them")
    void shouldNotCountSilence() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        pin.submit(bench.packet(1_000));
        pin.setState(StreamState.RUN);
        bench.stream().play(TEN_MS);
        assertAt(pin, 1_000, 1_000);
        pin.submit(bench.packet(1_000));
        bench.stream().group.deliver();
        assertAt(pin, 1_000, 2_000);
        bench.stream().play(TEN_MS);
        assertThat(pin.position().playOffset()).isBetween(1_001L, 2_000L);
    }

    @Test
    @Tag("A95")
    @Tag("A96")
    @DisplayName("ordinary capture: play is how much is recorded, write what CopyFrom took")
    void shouldCountAnOrdinaryCapture() throws AudioException {
        var pin = bench.open(CAPTURE, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(FakeStream.RING + 1_000));
        for (var recorded = TEN_MS; recorded <= FakeStream.RING; recorded += TEN_MS) {
            bench.stream().position = recorded % FakeStream.RING;
            assertAt(pin, recorded, recorded - TEN_MS);
            bench.stream().group.deliver();
            assertAt(pin, recorded, recorded);
        }
        bench.stream().play(TEN_MS);
        assertAt(pin, FakeStream.RING + TEN_MS, FakeStream.RING + 1_000);
    }

    @Test
    @Tag("A95")
    @Tag("A96")
    @Tag("A99")
    @DisplayName("looped render: both offsets lie in the packet, which repeats, and wrap at its end")
    void shouldWrapALoopedRender() throws AudioException {
        var pin = bench.open(RENDER, Streaming.LOOPED, StreamState.PAUSE);
        var length = 10_000;
        var packet = bench.packet(length);
        pin.submit(packet);
        pin.setState(StreamState.RUN);
        var linear = 0L;
        var random = new Random(5);
        for (var i = 0; i < 200; i++) {
            var step = 4 * random.nextInt(TEN_MS / 4);
            linear += step;
            bench.stream().play(step);
            assertAt(pin, linear % length, (linear + LEAD) % length);
        }
        var ahead = (int) (linear % FakeStream.RING);
        assertThat(bench.stream().channel.systemAddress().get(ahead))
                .isEqualTo(packet.buffer().get((int) (linear % length)));
        assertThat(bench.completed()).isEmpty();
    }

    @Test
    @Tag("A95")
    @Tag("A96")
    @Tag("A99")
    @DisplayName("looped capture: both offsets lie in the packet and wrap at its end")
    void shouldWrapALoopedCapture() throws AudioException {
        var pin = bench.open(CAPTURE, Streaming.LOOPED, StreamState.RUN);
        var length = 5_000;
        pin.submit(bench.packet(length));
        for (var recorded = TEN_MS; recorded < 30 * TEN_MS; recorded += TEN_MS) {
            bench.stream().position = recorded % FakeStream.RING;
            assertAt(pin, recorded % length, (recorded - TEN_MS) % length);
            bench.stream().group.deliver();
            assertAt(pin, recorded % length, recorded % length);
        }
    }

    @Test
    @DisplayName("an ordinary event comes once, at the first service that finds its place behind")
    void shouldFireAnOrdinaryEventOnce() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        pin.submit(bench.packet(FakeStream.RING));
        pin.setState(StreamState.RUN);
        pin.addPositionEvent(TEN_MS, bench.fires("at"));
        pin.addPositionEvent(TEN_MS + 4, bench.fires("behind"));
        var closed = pin.addPositionEvent(TEN_MS, bench.fires("closed"));
        bench.stream().group.deliver();
        assertThat(bench.fired()).isEmpty();
        closed.close();
        bench.stream().position = TEN_MS;
        assertThat(bench.fired()).isEmpty();
        bench.stream().group.deliver();
        assertThat(bench.fired()).containsExactly("at");
        bench.stream().play(TEN_MS);
        bench.stream().play(TEN_MS);
        assertThat(bench.fired()).containsExactly("at", "behind");
        pin.addPositionEvent(4, bench.fires("late"));
        bench.stream().play(TEN_MS);
        assertThat(bench.fired()).containsExactly("at", "behind", "late");
        assertRefused(Reason.INVALID_PARAMETER, () -> pin.addPositionEvent(-1, () -> {}));
    }

    @Test
    @Tag("B16")
    @DisplayName(
            "a looped event comes once for each time its place is passed, also across the wrap and over it twice at once")
    void shouldFireALoopedEventAtEachCrossing() throws AudioException {
        var pin = bench.open(RENDER, Streaming.LOOPED, StreamState.PAUSE);
        pin.addPositionEvent(0, bench.fires("start"));
        pin.addPositionEvent(3_996, bench.fires("end"));
        pin.addPositionEvent(2_000, bench.fires("middle"));
        pin.addPositionEvent(4_000, bench.fires("never"));
        pin.submit(bench.packet(4_000));
        pin.setState(StreamState.RUN);
        bench.stream().group.deliver();
        assertThat(bench.fired()).isEmpty();
        bench.stream().play(2_000);
        assertThat(bench.fired()).containsExactly("middle");
        bench.stream().play(0);
        bench.stream().play(1_992);
        assertThat(bench.fired()).containsExactly("middle");
        bench.stream().play(1_000);
        assertThat(bench.fired()).containsExactlyInAnyOrder("middle", "end", "start");
        bench.stream().play(400);
        bench.fired.clear();
        bench.stream().play(8_000);
        assertThat(bench.fired()).containsExactlyInAnyOrder("middle", "middle", "end", "end", "start", "start");
    }

    @Test
    @Tag("B16")
    @DisplayName("over any odd steps a looped event comes exactly as often as its place is passed")
    void shouldCountCrossings() throws AudioException {
        var pin = bench.open(CAPTURE, Streaming.LOOPED, StreamState.RUN);
        pin.addPositionEvent(1_234, bench.fires("mark"));
        pin.submit(bench.packet(3_000));
        var random = new Random(11);
        var linear = 0L;
        for (var i = 0; i < 500; i++) {
            var step = 4 * random.nextInt(1_000);
            linear += step;
            bench.stream().play(step);
            bench.settle();
            assertThat(bench.fired).hasSize((int) Math.floorDiv(linear - 1_234, 3_000L) + 1);
        }
    }

    @Test
    @Tag("A100")
    @DisplayName("RUN to PAUSE makes outstanding events at once, and their places are then passed silently")
    void shouldFireOutstandingEventsAtPause() throws AudioException {
        var looped = bench.open(RENDER, Streaming.LOOPED, StreamState.PAUSE);
        looped.addPositionEvent(3_000, bench.fires("looped"));
        looped.submit(bench.packet(4_000));
        looped.setState(StreamState.RUN);
        bench.stream().play(1_000);
        assertThat(bench.fired()).isEmpty();
        looped.setState(StreamState.PAUSE);
        assertThat(bench.fired()).containsExactly("looped");
        looped.setState(StreamState.RUN);
        looped.setState(StreamState.PAUSE);
        looped.setState(StreamState.RUN);
        bench.stream().play(3_000);
        assertThat(bench.fired()).containsExactly("looped");
        bench.stream().play(3_000);
        assertThat(bench.fired()).containsExactly("looped", "looped");

        bench.fired.clear();
        var ordinary = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        ordinary.submit(bench.packet(4_000));
        ordinary.addPositionEvent(2_000, bench.fires("ordinary"));
        ordinary.addPositionEvent(1_000_000, bench.fires("far"));
        bench.stream().group.deliver();
        ordinary.setState(StreamState.PAUSE);
        assertThat(bench.fired()).containsExactly("ordinary", "far");
        ordinary.setState(StreamState.RUN);
        bench.stream().play(3_000);
        assertThat(bench.fired()).containsExactly("ordinary", "far");
    }
}
