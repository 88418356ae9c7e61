// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.wave.StreamState.ACQUIRE;
import static org.wavedock.wave.StreamState.PAUSE;
import static org.wavedock.wave.StreamState.RUN;
import static org.wavedock.wave.StreamState.STOP;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

@DisplayName("A stream of the miniport that every backend gets")
class SlaveStreamTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int MILLI_BYTES = 192;
    private static final int RING = 48_000;

    private long now;
    private Card card;
    private NewStream<IMiniportWaveCyclicStream> opened;
    private IMiniportWaveCyclicStream stream;

    private void open(WaveFormat format) throws AudioException {
        var properties = new HashMap<String, Object>(Map.of("name", "card"));
        properties.put("encodings", format.encoding().name());
        properties.put("channels.max", 32);
        properties.put("rate.min", 8_000);
        properties.put("rate.max", 384_000);
        card = new Card(CardSettings.of(properties), () -> now, new CardRegistry());
        var port = new WaveCyclicPort();
        port.init(new SlaveMiniport(card, new ServiceGroup(() -> now, () -> {}, gone -> {})), null, null);
        opened = port.open(SlaveMiniport.RENDER_PIN, false, format);
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
        open(FORMAT);
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
        open(FORMAT);
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
        open(FORMAT);
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
        open(FORMAT);
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
        open(FORMAT);
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
        open(FORMAT);
        opened.dmaChannel().setBufferSize(RING / 2);
        go(ACQUIRE, PAUSE, RUN);
        pass(124);
        opened.dmaChannel().setBufferSize(RING / 4);
        assertThat(stream.getPosition()).isEqualTo(124 * MILLI_BYTES);
        pass(2);
        assertThat(stream.getPosition()).isEqualTo(MILLI_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "11025, 2, S16, 10, 440",
        "22050, 2, S16, 10, 880",
        "48000, 2, S16, 10, 1920",
        "44100, 6, S24_PACKED, 10, 7938",
        "8000, 1, U8, 1, 8",
        "11025, 2, S16, 7, 308"
    })
    @Tag("B25")
    @DisplayName("B25 the bytes of a notification are whole frames, rounded before they are multiplied")
    void frameSize(int rate, int channels, Encoding encoding, int millis, int bytes) throws AudioException {
        open(new WaveFormat(rate, channels, encoding));
        var answer = stream.setNotificationFreq(millis);
        assertThat(answer.frameSize()).isEqualTo(bytes);
        assertThat(answer.intervalMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A56")
    @DisplayName("A56 silence is 0x80 for 8 bits and 0 for all else, exactly as many bytes as were asked for")
    void silence(Encoding encoding) throws AudioException {
        open(new WaveFormat(48_000, 3, encoding));
        var buffer = ByteBuffer.allocate(100);
        Arrays.fill(buffer.array(), (byte) 0x55);
        buffer.position(3).limit(90);
        stream.silence(buffer, 7, 23);
        for (var i = 0; i < 100; i++) {
            var expected = encoding == Encoding.U8 ? (byte) 0x80 : 0;
            assertThat(buffer.array()[i]).isEqualTo(i >= 7 && i < 30 ? expected : (byte) 0x55);
        }
        assertThat(buffer.position()).isEqualTo(3);
        stream.silence(buffer, 90, 0);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> stream.silence(buffer, 80, 11));
        assertThat(buffer.get(80)).isEqualTo((byte) 0x55);
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 2, S16, 192000, 10000000",
        "48000, 2, S24_PACKED, 288000, 10000000",
        "48000, 6, S16, 576000, 10000000",
        "44100, 1, S24_PACKED, 132300, 10000000",
        "11025, 1, U8, 11025, 10000000",
        "48000, 2, S16, 922337203686000, 48038396025312500",
        "48000, 2, S16, 1, 52"
    })
    @Tag("A57")
    @DisplayName("A57 a second's bytes are ten million units whatever a frame has, and years of them do not overflow")
    void normalizes(int rate, int channels, Encoding encoding, long bytes, long units) throws AudioException {
        open(new WaveFormat(rate, channels, encoding));
        assertThat(stream.normalizePhysicalPosition(bytes)).isEqualTo(units);
    }

    @Test
    @DisplayName("keeps the format it has, in any state, and refuses another")
    void keepsTheFormat() throws AudioException {
        open(FORMAT);
        stream.setFormat(FORMAT);
        go(ACQUIRE, PAUSE, RUN);
        stream.setFormat(FORMAT);
        assertThatThrownBy(() -> stream.setFormat(new WaveFormat(44_100, 2, Encoding.S16)))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_DEVICE_REQUEST));
    }
}
