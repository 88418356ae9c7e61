// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("The miniport that copies mappings into a ring")
class CopyingMiniportTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final int FRAME = 4;
    private static final int FRAMES = 48_000;
    private static final long MILLI = 1_000_000;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final List<Long> done = new ArrayList<>();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(FRAMES * FRAME).order(ByteOrder.LITTLE_ENDIAN);
    private final Card card = new Card(
            CardSettings.of(Map.of("render.to", "memory", "capture.from", "counter")), scheduler, new CardRegistry());
    private PageMap pages;
    private PacketQueue queue;
    private IMiniportWavePciStream stream;
    private StateLadder ladder;

    private void open(boolean capture) throws AudioException {
        var rings = new WaveCyclicPort();
        try (var slave = new SlaveMiniport(card, ports.newServiceGroup())) {
            rings.init(slave, null, null);
        }
        var port = new WavePciPort();
        try (var miniport = new CopyingMiniport(rings, card.description(), scheduler)) {
            port.init(miniport, null, null);
        }
        rings.release();
        pages = new PageMap(port.map(memory));
        queue = new PacketQueue(capture, 64);
        stream = port.open(queue, capture ? 1 : 0, capture, FORMAT).stream();
        queue.bind(port.miniport(), stream);
        queue.open();
        ladder = new StateLadder(stream::setState);
    }

    private void submit(int frame, int frames) {
        var packet =
                new Packet(pages, (which, reason, bytes) -> done.add(bytes)).fill(frame * FRAME, frames * FRAME, false);
        assertThat(queue.submit(packet)).isTrue();
    }

    private void pass(int times) {
        for (var i = 0; i < times; i++) {
            scheduler.await(() -> false, 5 * MILLI);
            stream.service();
        }
    }

    /** The frames heard, without silence. */
    private List<Integer> heard() {
        var record =
                ByteBuffer.wrap(card.rendered(0)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        var frames = new ArrayList<Integer>();
        while (record.hasRemaining()) {
            var frame = record.get();
            if (frame != 0) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private static List<Integer> counting(int to) {
        var frames = new ArrayList<Integer>();
        for (var i = 1; i <= to; i++) {
            frames.add(i);
        }
        return frames;
    }

    @Test
    @Tag("A51")
    @Tag("A52")
    @DisplayName("stands in PAUSE and ACQUIRE at a position from which it goes on, as often as anybody likes")
    void bounces() throws AudioException {
        for (var i = 0; i < FRAMES; i++) {
            memory.putInt(i * FRAME, i + 1);
        }
        open(false);
        for (var i = 0; i < 10; i++) {
            submit(i * 480, 480);
        }
        for (var round = 0; round < 20; round++) {
            ladder.go(StreamState.RUN);
            pass(1);
            ladder.go(StreamState.PAUSE);
            var at = stream.getPosition();
            scheduler.await(() -> false, 30 * MILLI);
            ladder.go(StreamState.ACQUIRE);
            assertThat(stream.getPosition()).isEqualTo(at);
        }
        ladder.go(StreamState.RUN);
        pass(30);
        assertThat(stream.getPosition()).isEqualTo(4_800 * FRAME);
        assertThat(done).hasSize(10).containsOnly(480L * FRAME);
        assertThat(heard()).isEqualTo(counting(4_800));
    }

    @Test
    @Tag("A53")
    @DisplayName("starts over at 0 after STOP, and gives every mapping up")
    void startsOver() throws AudioException {
        for (var i = 0; i < FRAMES; i++) {
            memory.putInt(i * FRAME, i + 1);
        }
        open(false);
        submit(0, 24_000);
        ladder.go(StreamState.RUN);
        pass(10);
        assertThat(stream.getPosition()).isPositive();
        ladder.go(StreamState.STOP);
        assertThat(stream.getPosition()).isZero();
        queue.stop();
        assertThat(done).hasSize(1);
        queue.open();
        submit(0, 480);
        ladder.go(StreamState.RUN);
        pass(10);
        assertThat(stream.getPosition()).isEqualTo(480 * FRAME);
    }

    @Test
    @Tag("A86")
    @DisplayName("captures into packets, and ends the last one with what there is")
    void captures() throws AudioException {
        open(true);
        submit(0, 500);
        submit(500, 1_000);
        ladder.go(StreamState.RUN);
        pass(4);
        assertThat(done).containsExactly(500L * FRAME);
        ladder.go(StreamState.PAUSE);
        queue.endCapture();
        assertThat(done).containsExactly(500L * FRAME, 460L * FRAME);
        for (var i = 0; i < 960; i++) {
            assertThat(memory.getInt(i * FRAME)).isEqualTo(i);
        }
    }
}
