// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("Streams that share a device")
class MixingTest {
    private final Rig rig = new Rig(Drive.SHARED);
    private final Choir choir = new Choir(rig);

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void finish() throws AudioException {
        for (var singer : choir.singers()) {
            singer.finish();
        }
        choir.verify();
        for (var singer : choir.singers()) {
            var account = singer.stream.snapshot();
            assertThat(account.framesRendered()).isEqualTo(singer.written());
            assertThat(account.framesLost()).isZero();
        }
    }

    private Singer playing(String device) throws AudioException {
        var singer = choir.join(device);
        singer.write(6_000);
        singer.stream.start();
        return singer;
    }

    /** All sing on for so many frames. */
    private void sing(int frames) throws AudioException {
        for (var done = 0; done < frames; done += 2_000) {
            for (var singer : choir.singers()) {
                singer.write(2_000);
            }
        }
    }

    @Test
    @DisplayName("are heard as their sum")
    void addsUp() throws AudioException {
        rig.card("sim0", 0);
        playing("sim0");
        playing("sim0");
        sing(48_000);
        finish();
        assertThat(choir.compared()).isGreaterThan(100_000);
        assertThat(choir.singers()).allSatisfy(singer -> {
            assertThat(singer.stream.snapshot().framesRepeated()).isZero();
            assertThat(singer.stream.snapshot().segments()).hasSize(1);
        });
    }

    @Test
    @DisplayName("are limited once, however many they are")
    void limitsOnce() throws AudioException {
        rig.card("sim0", 0);
        for (var i = 0; i < 16; i++) {
            playing("sim0");
        }
        sing(20_000);
        finish();
        var heard = ByteBuffer.wrap(rig.heard().get("sim0"));
        var limited = 0;
        while (heard.hasRemaining()) {
            var sample = Short.reverseBytes(heard.getShort());
            limited += sample == Short.MAX_VALUE || sample == Short.MIN_VALUE ? 1 : 0;
        }
        assertThat(limited).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    @DisplayName("leave a stream that is alone as it is, bit by bit")
    void passesThrough(Encoding encoding) throws AudioException {
        rig.card("sim0", 0);
        var format = new WaveFormat(44_100, 2, encoding);
        var content = new byte[44_100 * format.frameBytes()];
        new Random(encoding.ordinal()).nextBytes(content);
        var stream = rig.board.open(StreamRequest.render("alone", format));
        stream.start();
        var source = ByteBuffer.wrap(content);
        while (source.hasRemaining()) {
            stream.write(source, Rig.LONG);
        }
        stream.drain(Rig.LONG);
        stream.close();
        var from = (int) stream.snapshot().segments().get(0).deviceFrame() * format.frameBytes();
        assertThat(stream.snapshot().segments()).hasSize(1);
        assertThat(Arrays.copyOfRange(rig.heard().get("sim0"), from, from + content.length))
                .isEqualTo(content);
    }

    @Test
    @DisplayName("begin within milliseconds, though others have filled the ring")
    void joinsAtOnce() throws AudioException {
        rig.card("sim0", 0);
        playing("sim0");
        sing(20_000);
        var first = choir.singers().get(0).stream;
        var second = choir.join("sim0");
        second.write(4_000);
        rig.pass(Rig.MOMENT);
        second.stream.start();
        rig.pass(Duration.ofMillis(20));
        var before = first.snapshot().segments().get(0);
        var joined = second.stream.snapshot().segments().get(0);
        // 20 ms have been heard since, but for 2 ms before the first frame of the second.
        assertThat(before.deviceFrame() + before.frames() - joined.deviceFrame())
                .isGreaterThan(Rig.FORMAT.framesIn(7_000_000));
        finish();
    }

    private void assertPausesBeside(String device) throws AudioException {
        playing(device);
        var restless = playing(device);
        for (var i = 0; i < 10; i++) {
            sing(6_000);
            restless.stream.pause();
            rig.pass(Duration.ofMillis(7));
            restless.stream.start();
        }
        finish();
        assertThat(restless.stream.snapshot().framesRepeated()).isZero();
        assertThat(restless.stream.snapshot().segments()).hasSizeGreaterThan(5);
    }

    @Test
    @DisplayName("are not heard while they are paused, and lose nothing")
    void pauses() throws AudioException {
        rig.card("sim0", 0, Map.of("fifo.frames", 300));
        assertPausesBeside("sim0");
    }

    @Test
    @DisplayName("are heard to the end of what was committed when they pause, and it is counted")
    void pausesBehindWhatIsCommitted() throws AudioException {
        rig.committed(1, 512);
        assertPausesBeside("committed");
    }

    @Test
    @DisplayName("change their device one by one, each frame once")
    void swapsOne() throws AudioException {
        rig.card("sim0", 1);
        rig.card("sim1", 0);
        for (var i = 0; i < 4; i++) {
            playing("sim0");
        }
        sing(10_000);
        for (var singer : choir.singers()) {
            var report = singer.stream.swapTo("sim1", Rig.LONG);
            assertThat(report.gapFrames()).isLessThanOrEqualTo(Rig.FORMAT.framesIn(10_000_000));
            sing(4_000);
        }
        finish();
        assertThat(choir.singers()).allSatisfy(singer -> {
            assertThat(singer.stream.snapshot().framesRepeated()).isZero();
            assertThat(singer.stream.snapshot().segments()).extracting("device").containsExactly("sim0", "sim1");
        });
    }

    @Test
    @DisplayName("each know for themselves what was heard of them when the device is lost")
    void losesTheDevice() throws AudioException {
        var card = rig.card("sim0", 1);
        rig.card("sim1", 0);
        for (var i = 0; i < 16; i++) {
            playing(i == 0 ? "sim0" : null);
            rig.pass(Duration.ofMillis(3));
        }
        sing(10_000);
        card.unplug();
        sing(10_000);
        finish();
        assertThat(card.holdsMemory())
                .as("whether the lost card still holds memory")
                .isFalse();
        assertThat(choir.singers())
                .allSatisfy(
                        singer -> assertThat(singer.stream.snapshot().device()).isNull())
                .allSatisfy(singer -> assertThat(singer.stream.swaps())
                        .singleElement()
                        .extracting("to")
                        .isEqualTo("sim1"));
    }

    @Test
    @DisplayName("leave it to those who record there, though what its FIFO holds is waited for")
    void leavesInPeace() throws AudioException {
        rig.card("sim0", 1, Map.of("capture.from", "counter", "fifo.frames", 14_400));
        rig.card("sim1", 0, Map.of("capture.from", "counter"));
        var ear = rig.board.open(StreamRequest.capture("ear", Rig.FORMAT));
        ear.start();
        playing(null);
        playing(null);
        rig.pass(Duration.ofMillis(50));
        for (var singer : choir.singers()) {
            singer.stream.close();
        }
        rig.pass(Duration.ofSeconds(1));
        assertThat(ear.swaps()).isEmpty();
        assertThat(ear.snapshot().device()).isEqualTo("sim0");
        ear.close();
    }

    @Test
    @DisplayName("refuse who wants the device to himself, and are refused by him")
    void excludes() throws AudioException {
        rig.card("sim0", 0);
        var request = StreamRequest.render("alone", Rig.FORMAT);
        var first = playing("sim0");
        assertThatThrownBy(() -> rig.board.open(request.exclusively()))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES))
                .hasMessageContaining("1 other stream");
        first.finish();
        try (var alone = rig.board.open(request.exclusively())) {
            assertThat(alone.snapshot().device()).isEqualTo("sim0");
            assertThatThrownBy(() -> rig.board.open(request)).hasMessageContaining("exclusive");
        }
        rig.board.open(request).close();
    }

    @Test
    @DisplayName("go elsewhere when somebody has the device to himself")
    void evades() throws AudioException {
        rig.card("sim0", 1);
        rig.card("sim1", 0);
        var alone = choir.join(StreamRequest.render("alone", Rig.FORMAT).exclusively());
        alone.write(6_000);
        alone.stream.start();
        var other = playing(null);
        assertThat(alone.stream.snapshot().device()).isEqualTo("sim0");
        assertThat(other.stream.snapshot().device()).isEqualTo("sim1");
        finish();
    }

    @Test
    @DisplayName("have one format; who has another and is not to be converted goes elsewhere until they have left")
    void hasOneFormat() throws AudioException {
        rig.card("sim0", 1);
        var first = playing("sim0");
        var other = StreamRequest.render("other", new WaveFormat(44_100, 2, Encoding.S16))
                .converting(Conversion.NONE);
        assertThatThrownBy(() -> rig.board.open(other))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORMAT_NOT_SUPPORTED))
                .hasMessageContaining("48000");
        rig.card("sim1", 0);
        try (var stream = rig.board.open(other)) {
            assertThat(stream.snapshot().device()).isEqualTo("sim1");
            first.finish();
            rig.pass(Duration.ofSeconds(5));
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            assertThat(stream.snapshot().deviceFormat()).isEqualTo(other.format());
        }
    }

    @Test
    @DisplayName("are converted to the format of those who were there first")
    void isConverted() throws AudioException {
        rig.card("sim0", 0);
        var first = playing("sim0");
        var bytes = new WaveFormat(48_000, 2, Encoding.U8);
        var loud = rig.board.open(StreamRequest.render("loud", bytes));
        var step = (byte) 10;
        var content = new byte[9_600];
        Arrays.fill(content, (byte) (0x80 + step));
        loud.start();
        loud.write(ByteBuffer.wrap(content), Rig.LONG);
        sing(24_000);
        loud.drain(Rig.LONG);
        loud.close();
        var account = loud.snapshot();
        assertThat(account.framesRendered()).isEqualTo(4_800);
        assertThat(account.framesLost() + account.framesRepeated()).isZero();
        var heard = rig.heard().get("sim0");
        assertThat(account.segments()).singleElement().satisfies(segment -> {
            for (var i = 0; i < segment.frames(); i++) {
                var at = (int) segment.deviceFrame() + i;
                var wanted = first.sample(at, 0) + (step << 8);
                var sample = (short) (heard[4 * at] & 0xFF | heard[4 * at + 1] << 8);
                assertThat(sample).isEqualTo((short) Math.min(Short.MAX_VALUE, wanted));
            }
        });
        first.finish();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    @DisplayName("count their own frames when they are converted")
    void countsItsOwn(Encoding encoding) throws AudioException {
        rig.card("sim0", 0);
        playing("sim0");
        // Not a rate that anybody would think of.
        var odd = new WaveFormat(12_345, 1, encoding);
        var other = rig.board.open(StreamRequest.render("other", odd));
        other.start();
        for (var i = 0; i < 40; i++) {
            other.write(ByteBuffer.allocate(500 * odd.frameBytes()), Rig.LONG);
            sing(2_000);
        }
        assertThat(other.snapshot().deviceFormat()).isEqualTo(Rig.FORMAT);
        other.drain(Rig.LONG);
        other.close();
        assertThat(other.snapshot().framesRendered()).isEqualTo(20_000);
        assertThat(other.snapshot().framesRepeated()).isZero();
    }

    @Test
    @DisplayName("convert to whatever those have who were there first")
    void convertsToTheFirst() throws AudioException {
        rig.card("sim0", 0);
        var odd = new WaveFormat(12_345, 2, Encoding.U8);
        try (var first = rig.board.open(StreamRequest.render("first", odd));
                var second = rig.board.open(StreamRequest.render("second", Rig.FORMAT))) {
            first.start();
            assertThat(second.snapshot().deviceFormat()).isEqualTo(odd);
            var threeChannels = StreamRequest.render("third", new WaveFormat(48_000, 3, Encoding.S16));
            assertThatThrownBy(() -> rig.board.open(threeChannels)).hasMessageContaining("12345");
        }
    }
}
