// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.wave.StreamState.ACQUIRE;
import static org.wavedock.wave.StreamState.PAUSE;
import static org.wavedock.wave.StreamState.RUN;
import static org.wavedock.wave.StreamState.STOP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("The states of a stream of the miniport that every backend gets")
class SlaveStreamStatesTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int MILLI_BYTES = 192;
    private static final int RING = 48_000;

    private long now;
    private final Card card = new Card(CardSettings.of(Map.of("name", "card")), () -> now, new CardRegistry());
    private NewStream<IMiniportWaveCyclicStream> opened;
    private IMiniportWaveCyclicStream stream;

    @BeforeEach
    void open() throws AudioException {
        var port = new WaveCyclicPort();
        port.init(new SlaveMiniport(card, new ServiceGroup(() -> now, () -> {}, gone -> {})), null, null);
        opened = port.open(SlaveMiniport.RENDER_PIN, false, FORMAT);
        stream = opened.stream();
    }

    @AfterEach
    void tearDown() {
        stream.release();
        opened.dmaChannel().release();
        card.close();
    }

    private void go(StreamState... states) throws AudioException {
        for (var state : states) {
            stream.setState(state);
        }
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    @Test
    @Tag("A42")
    @DisplayName(
            "A42 a new stream is in STOP at position 0: its device has not been started, and time does not move it")
    void beginsStopped() throws AudioException {
        assertThat(stream.getPosition()).isZero();
        pass(10);
        assertThat(stream.getPosition()).isZero();
        assertThat(opened.dmaChannel().transferCount()).isZero();
        go(ACQUIRE, PAUSE);
        pass(10);
        assertThat(stream.getPosition()).isZero();
    }

    @Test
    @Tag("A52")
    @DisplayName("A52 the position stands in PAUSE and in ACQUIRE, and goes on from there in RUN")
    void freezes() throws AudioException {
        go(ACQUIRE, PAUSE, RUN);
        pass(10);
        assertThat(stream.getPosition()).isEqualTo(10 * MILLI_BYTES);
        go(PAUSE);
        pass(7);
        assertThat(stream.getPosition()).isEqualTo(10 * MILLI_BYTES);
        go(ACQUIRE);
        pass(7);
        assertThat(stream.getPosition()).isEqualTo(10 * MILLI_BYTES);
        go(PAUSE, RUN);
        assertThat(stream.getPosition()).isEqualTo(10 * MILLI_BYTES);
        pass(5);
        assertThat(stream.getPosition()).isEqualTo(15 * MILLI_BYTES);
    }

    @Test
    @Tag("A51")
    @DisplayName("A51 any number of bounces between PAUSE and RUN moves it by the time in RUN, and by nothing else")
    void bounces() throws AudioException {
        go(ACQUIRE, PAUSE);
        for (var i = 1; i <= 40; i++) {
            go(RUN);
            pass(3);
            go(PAUSE);
            pass(11);
            assertThat(stream.getPosition()).isEqualTo(i * 3 * MILLI_BYTES);
        }
        go(ACQUIRE, STOP);
        assertThat(stream.getPosition()).isZero();
    }

    @Test
    @Tag("A53")
    @DisplayName("A53 STOP sets the position to 0, and the next run begins there")
    void stops() throws AudioException {
        for (var i = 0; i < 3; i++) {
            go(ACQUIRE, PAUSE, RUN);
            assertThat(stream.getPosition()).isZero();
            pass(10);
            assertThat(stream.getPosition()).isEqualTo(10 * MILLI_BYTES);
            go(PAUSE, ACQUIRE, STOP);
            assertThat(stream.getPosition()).isZero();
            pass(10);
            assertThat(stream.getPosition()).isZero();
        }
    }

    @Test
    @Tag("A54")
    @DisplayName("A54 the position is an offset in the ring at every moment, and 0 at its end")
    void staysInTheRing() throws AudioException {
        assertThat(opened.dmaChannel().bufferSize()).isEqualTo(RING);
        go(ACQUIRE, PAUSE, RUN);
        pass(250);
        assertThat(stream.getPosition()).isZero();
        for (var i = 0; i < 20_000; i++) {
            now += 20_833;
            assertThat(stream.getPosition()).isBetween(0, RING - 4);
        }
    }

    @Test
    @Tag("C05")
    @DisplayName("C05 the device goes round what BufferSize says when it is started, not round what was allocated")
    void goesRoundTheBufferSize() throws AudioException {
        opened.dmaChannel().setBufferSize(RING / 2);
        go(ACQUIRE, PAUSE, RUN);
        pass(124);
        opened.dmaChannel().setBufferSize(RING / 4);
        assertThat(stream.getPosition()).isEqualTo(124 * MILLI_BYTES);
        pass(2);
        assertThat(stream.getPosition()).isEqualTo(MILLI_BYTES);
    }

    @Test
    @DisplayName("keeps the format it has, in any state, and refuses another")
    void keepsTheFormat() throws AudioException {
        stream.setFormat(FORMAT);
        go(ACQUIRE, PAUSE, RUN);
        stream.setFormat(FORMAT);
        assertThatThrownBy(() -> stream.setFormat(new WaveFormat(44_100, 2, Encoding.S16)))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_DEVICE_REQUEST));
    }

    @Test
    @DisplayName("offers what its channel offers beyond the interface")
    void offersTransferControl() {
        assertThat(stream.queryInterface(TransferControl.class)).isPresent();
        assertThat(stream.queryInterface(IMiniportWaveCyclicStream.class)).containsSame(stream);
        assertThat(stream.queryInterface(Runnable.class)).isEmpty();
    }

    /** A channel that can do no more than it must: its counter stands where the test puts it. */
    private static final class PlainChannel extends CommonBufferDmaChannel implements IDmaChannelSlave {
        private final List<String> calls = new ArrayList<>();
        private int left;

        PlainChannel() throws AudioException {
            super(new BusAddressSpace(), 1_000);
            allocateBuffer(1_000, UNCONSTRAINED);
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) {
            calls.add("start " + mapSize + " " + writeToDevice);
            left = mapSize;
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public int transferCount() {
            return 1_000;
        }

        @Override
        public int readCounter() {
            return left;
        }

        @Override
        public void waitForTC(long timeoutMicros) {
            throw new AssertionError("nobody waits");
        }
    }

    @Test
    @Tag("A52")
    @DisplayName(
            "A52 a channel that cannot pause is stopped: the position stands till the next run, which begins at the start")
    void stopsWhatCannotPause() throws AudioException {
        var channel = new PlainChannel();
        var plain = new SlaveStream(channel, false, FORMAT);
        assertThat(plain.queryInterface(TransferControl.class)).isEmpty();
        plain.setState(ACQUIRE);
        plain.setState(PAUSE);
        assertThat(channel.calls).isEmpty();
        plain.setState(RUN);
        channel.left = 300;
        plain.setState(PAUSE);
        assertThat(plain.getPosition()).isEqualTo(700);
        plain.setState(ACQUIRE);
        assertThat(plain.getPosition()).isEqualTo(700);
        plain.setState(PAUSE);
        plain.setState(RUN);
        assertThat(plain.getPosition()).isZero();
        assertThat(channel.calls).containsExactly("start 1000 true", "stop", "start 1000 true");
        channel.left = 0;
        assertThat(plain.getPosition()).isZero();
        channel.addRef();
        channel.calls.clear();
        plain.release();
        assertThat(channel.calls).containsExactly("stop");
        assertThat(channel.release()).isZero();
    }
}
