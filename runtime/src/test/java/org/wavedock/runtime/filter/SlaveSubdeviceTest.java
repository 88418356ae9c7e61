// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.AudioPosition;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.runtime.port.SlaveMiniport;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;

@DisplayName("A slave channel's device as a subdevice")
class SlaveSubdeviceTest {
    private static final int TEN_MS = 1_920;
    private static final long TEN_MS_NANOS = 10_000_000;

    private final Bench bench = new Bench();
    private final byte[] music = new byte[100 * TEN_MS];
    private Card card;
    private FilterClient client;
    private int given;

    @BeforeEach
    void setUp() throws AudioException {
        new Random(3).nextBytes(music);
        for (var i = 0; i < music.length; i++) {
            music[i] |= 1;
        }
        card = new Card(
                CardSettings.of(Map.of("name", "sim", "render.to", "memory", "capture.from", "counter")),
                bench.scheduler,
                new CardRegistry());
        var port = bench.ports.newPort(IPortWaveCyclic.class);
        var miniport = new SlaveMiniport(card, bench.ports.newServiceGroup());
        port.init(miniport, null, null);
        bench.device.registerSubdevice("sim", port);
        port.release();
        miniport.release();
        client = bench.shelf.client("sim");
    }

    @AfterEach
    void tearDown() {
        bench.close();
        card.close();
    }

    private void pass(long nanos) {
        bench.scheduler.await(() -> false, nanos);
    }

    private WavePin open(int pin, Streaming streaming) throws AudioException {
        var opened = client.newPin(pin, Bench.FORMAT, streaming);
        opened.setState(StreamState.PAUSE);
        return opened;
    }

    /** Submits 10 ms, and again whenever they have gone through. */
    private void keepGiving(WavePin pin) throws AudioException {
        var memory = ByteBuffer.allocateDirect(TEN_MS);
        give(pin, new StreamPacket(memory, 0, TEN_MS, (packet, reason, bytes) -> {
            try {
                if (reason == null && given < music.length) {
                    give(pin, packet);
                }
            } catch (AudioException e) {
                throw new AssertionError(e);
            }
        }));
    }

    private void give(WavePin pin, StreamPacket packet) throws AudioException {
        packet.buffer().put(0, music, given, TEN_MS);
        given += TEN_MS;
        pin.submit(packet);
    }

    @Test
    @DisplayName("packets are heard without a gap, each byte once, from a client that gives the next when one is done")
    void shouldPlayPackets() throws AudioException {
        var pin = open(SlaveMiniport.RENDER_PIN, Streaming.ORDINARY);
        for (var i = 0; i < 3; i++) {
            keepGiving(pin);
        }
        pin.setState(StreamState.RUN);
        pass(500_000_000);
        var at = pin.position();
        assertThat(at.playOffset()).isEqualTo(50 * TEN_MS);
        assertThat(at.writeOffset()).isBetween(at.playOffset() + 2 * TEN_MS, at.playOffset() + 4 * TEN_MS);
        assertThat(Arrays.copyOf(card.rendered(0), 50 * TEN_MS)).isEqualTo(Arrays.copyOf(music, 50 * TEN_MS));
        pin.close();
    }

    @Test
    @DisplayName("over PAUSE nothing is lost and nothing is heard twice")
    void shouldGoOnAfterPause() throws AudioException {
        var pin = open(SlaveMiniport.RENDER_PIN, Streaming.ORDINARY);
        for (var i = 0; i < 4; i++) {
            keepGiving(pin);
        }
        for (var i = 0; i < 5; i++) {
            pin.setState(StreamState.RUN);
            pass(73_000_000);
            pin.setState(StreamState.PAUSE);
            var at = pin.position();
            pass(400_000_000);
            assertThat(pin.position().playOffset()).isEqualTo(at.playOffset()).isEqualTo((i + 1) * 73L * 192);
        }
        var heard = 5 * 73 * 192;
        assertThat(Arrays.copyOf(card.rendered(0), heard)).isEqualTo(Arrays.copyOf(music, heard));
    }

    @Test
    @Tag("A96")
    @DisplayName("a looped packet plays round and round, and its offsets are places in it")
    void shouldLoop() throws AudioException {
        var pin = open(SlaveMiniport.RENDER_PIN, Streaming.LOOPED);
        var memory = ByteBuffer.allocateDirect(3 * TEN_MS).put(music, 0, 3 * TEN_MS);
        pin.submit(new StreamPacket(memory, 0, 3 * TEN_MS, (packet, reason, bytes) -> bench.completed.add("" + bytes)));
        pin.setState(StreamState.RUN);
        pass(10 * TEN_MS_NANOS);
        assertThat(pin.position()).isEqualTo(new AudioPosition(TEN_MS, 2 * TEN_MS));
        var heard = card.rendered(0);
        for (var i = 0; i < 10 * TEN_MS; i++) {
            assertThat(heard[i]).as("byte %d", i).isEqualTo(music[i % (3 * TEN_MS)]);
        }
        pin.setState(StreamState.STOP);
        assertThat(bench.completed()).containsExactly("" + 14 * TEN_MS);
    }

    @Test
    @DisplayName("what is captured fills the packets, in order")
    void shouldCapture() throws AudioException {
        var pin = open(SlaveMiniport.CAPTURE_PIN, Streaming.ORDINARY);
        var first = bench.packet(1_003);
        var second = bench.packet(1_001);
        pin.submit(first);
        pin.submit(second);
        pin.setState(StreamState.RUN);
        pass(2 * TEN_MS_NANOS);
        assertThat(bench.completed()).containsExactly("1 done 1003", "2 done 1001");
        var all = ByteBuffer.allocate(2_004).order(ByteOrder.LITTLE_ENDIAN);
        first.buffer().get(0, all.array(), 0, 1_003);
        second.buffer().get(0, all.array(), 1_003, 1_001);
        for (var frame = 0; frame < 501; frame++) {
            assertThat(all.getShort(4 * frame)).as("left of frame %d", frame).isEqualTo((short) frame);
            assertThat(all.getShort(4 * frame + 2))
                    .as("right of frame %d", frame)
                    .isEqualTo((short) frame);
        }
        pin.close();
    }
}
