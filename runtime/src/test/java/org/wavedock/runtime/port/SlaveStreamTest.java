// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
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
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("The stream of the miniport that every backend gets")
class SlaveStreamTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final Card card = new Card(CardSettings.of(Map.of("name", "card")), scheduler, new CardRegistry());
    private NewStream<IMiniportWaveCyclicStream> opened;

    private IMiniportWaveCyclicStream open(WaveFormat format) throws AudioException {
        var port = new WaveCyclicPort();
        port.init(new SlaveMiniport(card, ports.newServiceGroup()), null, null);
        opened = port.open(SlaveMiniport.RENDER_PIN, false, format);
        return opened.stream();
    }

    @AfterEach
    void tearDown() {
        opened.stream().release();
        opened.dmaChannel().release();
        opened.serviceGroup().release();
        card.close();
        ports.end();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A56 silence is 0x80 in 8 bits and 0 in all others, as many bytes as asked for and no more")
    @Tag("A56")
    void shouldWriteSilenceExactly(Encoding encoding) throws AudioException {
        var stream = open(new WaveFormat(48_000, 2, encoding));
        var silence = encoding == Encoding.U8 ? (byte) 0x80 : 0;
        for (var count : new int[] {0, 1, 7, 20}) {
            var buffer = ByteBuffer.allocate(30);
            Arrays.fill(buffer.array(), (byte) 0x55);
            stream.silence(buffer, 5, count);
            for (var at = 0; at < 30; at++) {
                assertThat(buffer.get(at)).as("byte " + at).isEqualTo(at >= 5 && at < 5 + count ? silence : 0x55);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"25, 6", "-1, 1", "31, 0", "0, 31", "0, -1"})
    @DisplayName("silence outside the buffer moves nothing")
    void shouldNotWriteOutsideTheBuffer(int offset, int count) throws AudioException {
        var stream = open(new WaveFormat(48_000, 2, Encoding.U8));
        var buffer = ByteBuffer.allocate(30);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> stream.silence(buffer, offset, count));
        assertThat(buffer.array()).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 2, S16, 192000, 10000000",
        "48000, 2, S24_PACKED, 288000, 10000000",
        "48000, 6, S16, 576000, 10000000",
        "44100, 1, S24_PACKED, 132300, 10000000",
        "11025, 2, S16, 44100, 10000000",
        "44100, 2, S16, 1, 56",
        "48000, 2, S16, 922337203686, 48038396025312",
        "48000, 2, S16, 96000000000000000, 5000000000000000000"
    })
    @DisplayName("A57 a second of bytes is 10,000,000 units, also in frames that do not divide it and after 55 days")
    @Tag("A57")
    void shouldNormalizeExactly(int rate, int channels, Encoding encoding, long bytes, long units)
            throws AudioException {
        var stream = open(new WaveFormat(rate, channels, encoding));
        assertThat(stream.normalizePhysicalPosition(bytes)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({"11025, 2, S16, 440", "22050, 2, S16, 880", "44100, 1, S24_PACKED, 1323", "48000, 2, S16, 1920"})
    @DisplayName("B25 the frame size is whole frames of 10 ms")
    @Tag("B25")
    void shouldReportWholeFrames(int rate, int channels, Encoding encoding, int bytes) throws AudioException {
        var format = new WaveFormat(rate, channels, encoding);
        var frequency = open(format).setNotificationFreq(10);
        assertThat(frequency.frameSize()).isEqualTo(bytes);
        assertThat(frequency.frameSize() % format.frameBytes()).isZero();
        assertThat(frequency.intervalMillis()).isEqualTo(10);
    }

    @Test
    @DisplayName("B04 the position is the bytes passed of the map: 0 at first, always below the map's length")
    @Tag("B04")
    void shouldTellThePositionFromTheCounter() throws AudioException {
        var stream = open(new WaveFormat(8_000, 1, Encoding.U8));
        assertThat(stream.getPosition()).isZero();
        var ring = opened.dmaChannel().bufferSize();
        for (var step : new StreamState[] {StreamState.ACQUIRE, StreamState.PAUSE, StreamState.RUN}) {
            stream.setState(step);
        }
        assertThat(stream.getPosition()).isZero();
        for (var frame = 1; frame <= 2 * ring + 3; frame++) {
            scheduler.await(() -> false, 125_000);
            assertThat(stream.getPosition()).isEqualTo(frame % ring).isLessThan(ring);
        }
    }
}
