// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("A card's bus master behind the WavePci port")
class BusMasterTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int FRAME = 4;
    private static final long MILLI = 1_000_000;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final List<Long> done = new ArrayList<>();
    private final byte[] content = new byte[48_000 * FRAME];
    private final ByteBuffer memory = ByteBuffer.allocateDirect(content.length).order(ByteOrder.LITTLE_ENDIAN);
    private Card card;
    private PageMap pages;
    private PacketQueue queue;
    private IMiniportWavePciStream stream;
    private StateLadder ladder;

    BusMasterTest() {
        new Random(5).nextBytes(content);
        for (var i = 0; i < content.length; i++) {
            content[i] |= 1;
        }
        memory.put(0, content);
    }

    private void open(boolean capture, WaveFormat format, Map<String, Object> more) throws AudioException {
        var properties = new HashMap<String, Object>(Map.of("render.to", "memory", "capture.from", "counter"));
        properties.putAll(more);
        card = new Card(CardSettings.of(properties), scheduler, new CardRegistry());
        var port = new WavePciPort();
        try (var miniport = card.newWavePciMiniport(ports)) {
            port.init(miniport, card.adapter(), null);
        }
        pages = new PageMap(port.map(memory));
        queue = new PacketQueue(capture, 4_096);
        stream = port.open(queue, capture ? 1 : 0, capture, format).stream();
        queue.bind(port.miniport(), stream);
        queue.open();
        ladder = new StateLadder(stream::setState);
    }

    private void render() throws AudioException {
        open(false, FORMAT, Map.of());
    }

    private Packet submit(int offset, int bytes) {
        var packet = new Packet(pages, (which, reason, passed) -> done.add(passed)).fill(offset, bytes, false);
        assertThat(queue.submit(packet)).isTrue();
        return packet;
    }

    private void pass(long nanos) {
        scheduler.await(() -> false, nanos);
        stream.service();
    }

    private byte[] heard() {
        stream.getPosition();
        return card.rendered(0);
    }

    @Test
    @Tag("A42")
    @DisplayName("begins in STOP at position 0, and is there again after STOP")
    void beginsAtZero() throws AudioException {
        render();
        assertThat(stream.getPosition()).isZero();
        submit(0, 4_000);
        ladder.go(StreamState.RUN);
        pass(5 * MILLI);
        assertThat(stream.getPosition()).isEqualTo(240 * FRAME);
        ladder.go(StreamState.STOP);
        assertThat(stream.getPosition()).isZero();
    }

    @Test
    @Tag("A52")
    @DisplayName("stands in PAUSE, and goes on from there")
    void pauses() throws AudioException {
        render();
        submit(0, 40_000);
        ladder.go(StreamState.RUN);
        pass(5 * MILLI);
        ladder.go(StreamState.PAUSE);
        pass(50 * MILLI);
        assertThat(stream.getPosition()).isEqualTo(240 * FRAME);
        ladder.go(StreamState.ACQUIRE);
        ladder.go(StreamState.RUN);
        pass(5 * MILLI);
        assertThat(stream.getPosition()).isEqualTo(480 * FRAME);
        assertThat(heard()).isEqualTo(Arrays.copyOf(content, 480 * FRAME));
    }

    @Test
    @Tag("A55")
    @DisplayName("has a position that only grows in RUN, whatever is given back or taken back")
    void positionIsTheStreams() throws AudioException {
        render();
        for (var i = 0; i < 20; i++) {
            submit(i * 960, 960);
        }
        var extra = submit(20_000, 960);
        ladder.go(StreamState.RUN);
        var last = 0L;
        for (var i = 1; i <= 90; i++) {
            pass(MILLI);
            if (i == 50) {
                assertThat(queue.cancel(extra)).isTrue();
            }
            var at = stream.getPosition();
            assertThat(at).isBetween(last, 20L * 960);
            assertThat(at).isEqualTo(i * 48L * FRAME);
            last = at;
        }
        pass(100 * MILLI);
        assertThat(stream.getPosition()).isEqualTo(20 * 960);
        assertThat(done).hasSize(21);
    }

    @Test
    @Tag("A90")
    @Tag("A91")
    @DisplayName("gives up mappings from the first tag to the last, both included, and counts those that it had")
    void revokesInclusively() throws AudioException {
        render();
        for (var i = 0; i < 5; i++) {
            submit(i * 96, 96);
        }
        ladder.go(StreamState.RUN);
        pass(MILLI);
        assertThat(done).containsExactly(96L, 96L);
        // Tags are numbered from 0; the first two have been given back.
        assertThat(stream.revokeMappings(3, 3)).isEqualTo(1);
        assertThat(stream.revokeMappings(3, 3)).isZero();
        assertThat(stream.revokeMappings(2, 4)).isEqualTo(2);
        pass(MILLI);
        assertThat(stream.getPosition()).isEqualTo(2 * 96);
    }

    @Test
    @Tag("B31")
    @DisplayName("has 31 mappings of its 32 entries at most, and loses none")
    void keepsToItsList() throws AudioException {
        render();
        for (var i = 0; i < 1_000; i++) {
            submit(i * FRAME, FRAME);
        }
        ladder.go(StreamState.PAUSE);
        assertThat(queue.mappedBytes()).isEqualTo(31 * FRAME);
        ladder.go(StreamState.RUN);
        for (var i = 0; i < 200; i++) {
            pass(MILLI / 10);
            assertThat(queue.mappedBytes() - queue.releasedBytes()).isLessThanOrEqualTo(31 * FRAME);
        }
        pass(100 * MILLI);
        for (var i = 0; i < 100; i++) {
            pass(MILLI);
        }
        assertThat(done).hasSize(1_000);
        assertThat(stream.getPosition()).isEqualTo(1_000 * FRAME);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    @Tag("A80")
    @Tag("A82")
    @DisplayName("plays every byte of frames that are cut anywhere")
    void playsSplitFrames(Encoding encoding) throws AudioException {
        var format = new WaveFormat(48_000, 6, encoding);
        open(false, format, Map.of("page.size", 64));
        var random = new Random(9);
        var bytes = 500 * format.frameBytes();
        for (var at = 0; at < bytes; ) {
            var length = Math.min(bytes - at, 1 + random.nextInt(70));
            submit(at, length);
            at += length;
        }
        ladder.go(StreamState.RUN);
        for (var i = 0; i < 1_500; i++) {
            pass(MILLI / 20);
        }
        assertThat(stream.getPosition()).isEqualTo(bytes);
        assertThat(Arrays.copyOf(heard(), bytes)).isEqualTo(Arrays.copyOf(content, bytes));
    }

    @Test
    @DisplayName("is heard as silence while it has nothing, and says where its frames lie when that is over")
    void waits() throws AudioException {
        render();
        submit(0, 96 * FRAME);
        ladder.go(StreamState.RUN);
        pass(5 * MILLI);
        var control = (TransferControl) stream;
        assertThat(control.originFrame()).isZero();
        submit(96 * FRAME, 48 * FRAME);
        pass(0);
        pass(MILLI);
        assertThat(control.originFrame()).isEqualTo(240 - 96);
        ladder.go(StreamState.PAUSE);
        assertThat(control.originFrame()).isEqualTo(240 - 96);
        var record = heard();
        assertThat(record).hasSize(288 * FRAME);
        assertThat(Arrays.copyOf(record, 96 * FRAME)).isEqualTo(Arrays.copyOf(content, 96 * FRAME));
        assertThat(Arrays.copyOfRange(record, 96 * FRAME, 240 * FRAME)).containsOnly(0);
        assertThat(Arrays.copyOfRange(record, 240 * FRAME, 288 * FRAME))
                .isEqualTo(Arrays.copyOfRange(content, 96 * FRAME, 144 * FRAME));
    }

    @ParameterizedTest
    @CsvSource({"1, 4096", "3, 64", "7, 16"})
    @DisplayName("stores what it captures where the client has it, cut anywhere, and loses what has no place")
    void captures(int channels, int pageSize) throws AudioException {
        var format = new WaveFormat(48_000, channels, Encoding.S32);
        open(true, format, Map.of("page.size", pageSize));
        var bytes = 480 * format.frameBytes();
        submit(13, bytes / 2 + 1);
        submit(13 + bytes / 2 + 1, bytes / 2 - 1);
        ladder.go(StreamState.RUN);
        for (var i = 0; i < 2_200; i++) {
            pass(MILLI / 100);
        }
        assertThat(stream.getPosition()).isEqualTo(bytes);
        for (var frame = 0; frame < 480; frame++) {
            assertThat(memory.getInt(13 + frame * format.frameBytes())).isEqualTo(frame);
        }
        submit(0, format.frameBytes());
        pass(0);
        pass(MILLI);
        assertThat(memory.getInt(0)).isEqualTo(1_056);
    }

    @Test
    @DisplayName("says that the device is gone, and gives every mapping back")
    void isLost() throws AudioException {
        render();
        submit(0, 40_000);
        ladder.go(StreamState.RUN);
        pass(5 * MILLI);
        scheduler.await(() -> false, 5 * MILLI);
        card.unplug();
        scheduler.await(() -> false, 5 * MILLI);
        assertThatThrownBy(stream::getPosition).isInstanceOf(DeviceRemovedException.class);
        assertThatThrownBy(stream::service).isInstanceOf(DeviceRemovedException.class);
        assertThat(card.rendered(0)).isEqualTo(Arrays.copyOf(content, 480 * FRAME));
        assertThatThrownBy(() -> ladder.go(StreamState.STOP))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEVICE_REMOVED));
        assertThat(ladder.state()).isEqualTo(StreamState.STOP);
        queue.stop();
        assertThat(done).hasSize(1);
        assertThat(stream.release()).isZero();
        assertThatThrownBy(() -> card.newWavePciMiniport(ports)).isInstanceOf(AudioException.class);
    }

    @Test
    @Tag("A43")
    @DisplayName("refuses a pin whose direction is the other one, or that is not there")
    void refusesPins() throws AudioException {
        render();
        var port = new WavePciPort();
        try (var miniport = card.newWavePciMiniport(ports)) {
            port.init(miniport, card.adapter(), null);
        }
        for (var pin : new int[] {-1, 1, 2}) {
            assertThatThrownBy(() -> port.open(queue, pin, false, FORMAT))
                    .isInstanceOfSatisfying(
                            AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_PARAMETER));
        }
        assertThatThrownBy(() -> port.open(queue, 0, true, FORMAT)).isInstanceOf(AudioException.class);
    }
}
