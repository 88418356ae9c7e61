// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

class CaptureTest {
    private static final int FRAMES = 100;

    private final Rig rig = new Rig();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        rig.close();
    }

    /** The last {@link #FRAMES} of so many captured frames, from a ring of as many. */
    private ByteBuffer capture(Card card, WaveFormat format, long frames) throws AudioException {
        var bytes = FRAMES * format.frameBytes();
        var channel = Rig.channel(card, Direction.CAPTURE, format, bytes);
        channel.start(bytes, false);
        rig.clock.advance(format.nanosFor(frames));
        return Rig.get(channel, 0, bytes);
    }

    private static double level(ByteBuffer bytes, int at, Encoding encoding) {
        return switch (encoding) {
            case U8 -> ((bytes.get(at) & 0xFF) - 128) / 128.0;
            case S16 -> bytes.getShort(at) / 32_768.0;
            case S24_PACKED ->
                ((bytes.get(at) & 0xFF) << 8 | (bytes.get(at + 1) & 0xFF) << 16 | bytes.get(at + 2) << 24) / 0x1p31;
            case S24_IN_32, S32 -> bytes.getInt(at) / 0x1p31;
            case FLOAT32 -> bytes.getFloat(at);
        };
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("every sample is the number of its frame, however late one looks")
    void shouldCount(Encoding encoding) throws AudioException {
        var format = new WaveFormat(48_000, 2, encoding);
        var passed = 20_000_000L * 5;
        var ring = capture(rig.card("sim", "capture.from=counter"), format, passed);
        for (var frame = passed - FRAMES; frame < passed; frame++) {
            for (var channel = 0; channel < 2; channel++) {
                var at = (int) (frame % FRAMES) * format.frameBytes() + channel * encoding.bytes();
                assertThat(number(ring, at, encoding)).isEqualTo(frame % (1L << validBits(encoding)));
            }
        }
    }

    /** A float holds whole numbers of 24 bits. */
    private static int validBits(Encoding encoding) {
        return encoding == Encoding.FLOAT32 ? 24 : encoding.validBits();
    }

    private static long number(ByteBuffer bytes, int at, Encoding encoding) {
        return switch (encoding) {
            case U8 -> bytes.get(at) & 0xFFL;
            case S16 -> bytes.getShort(at) & 0xFFFFL;
            case S24_PACKED -> (bytes.getShort(at) & 0xFFFFL) | (bytes.get(at + 2) & 0xFFL) << 16;
            case S24_IN_32 -> bytes.getInt(at) >>> 8;
            case S32 -> bytes.getInt(at) & 0xFFFF_FFFFL;
            case FLOAT32 -> (long) bytes.getFloat(at);
        };
    }

    @ParameterizedTest
    @EnumSource
    void shouldCaptureATone(Encoding encoding) throws AudioException {
        var format = new WaveFormat(44_100, 2, encoding);
        var ring = capture(rig.card("sim", "capture.from=tone:441"), format, 44_100L * 1000 + FRAMES);
        var precision = Math.max(0x1p-23, Math.scalb(1.5, 1 - encoding.validBits()));
        for (var frame = 0; frame < FRAMES; frame++) {
            var expected = 0.501187 * Math.sin(2 * Math.PI * frame / 100);
            var at = frame * format.frameBytes();
            assertThat(level(ring, at, encoding)).isCloseTo(expected, within(precision + 1e-6));
            assertThat(level(ring, at + encoding.bytes(), encoding)).isEqualTo(level(ring, at, encoding));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCaptureSilence(Encoding encoding) throws AudioException {
        var format = new WaveFormat(44_100, 1, encoding);
        var ring = capture(rig.card("sim", "capture.from=silence"), format, FRAMES);
        assertThat(ring.array()).containsOnly(encoding.silence());
    }

    @Test
    @DisplayName("positions on the card's own timeline go on from start to start")
    void shouldTellItsOrigin() throws AudioException {
        var card = rig.card("sim", "capture.from=counter");
        var channel = Rig.channel(card, Direction.CAPTURE, Rig.MONO, 8);
        channel.start(8, false);
        rig.frames(5);
        channel.stop();
        rig.frames(5);
        channel.start(8, false);
        assertThat(Rig.control(channel).originFrame()).isEqualTo(5);
        rig.frames(2);
        assertThat(Rig.get(channel, 0, 4).array()).containsExactly(5, 6, 2, 3);
        channel.close();
        assertThat(Rig.control(Rig.channel(card, Direction.CAPTURE, Rig.MONO, 8))
                        .originFrame())
                .isEqualTo(7);
    }

    @Test
    void shouldPlayAFileAndThenSilence() throws AudioException, IOException {
        var file = directory.resolve("in.wav");
        try (var writer = new WaveFileWriter(file, Rig.MONO)) {
            writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
        }
        var card = rig.card("sim", "capture.from=wav:" + file);
        Files.delete(file);
        var silence = Encoding.U8.silence();
        var channel = Rig.channel(card, Direction.CAPTURE, Rig.MONO, 8);
        channel.start(8, false);
        rig.frames(3);
        assertThat(Rig.get(channel, 0, 4).array()).containsExactly(1, 2, 3, 0);
        rig.frames(4);
        assertThat(Rig.get(channel, 0, 8).array()).containsExactly(1, 2, 3, 4, 5, silence, silence, 0);
        rig.frames(10_000_000);
        assertThat(Rig.get(channel, 0, 8).array()).containsOnly(silence);
        var late = Rig.channel(card, Direction.CAPTURE, Rig.MONO, 4);
        late.start(2, false);
        rig.frames(2);
        late.stop();
        late.start(2, false);
        rig.frames(4);
        assertThat(Rig.get(late, 0, 2).array()).as("what nobody saw has passed").containsExactly(5, silence);

        assertThatThrownBy(() -> card.newChannel(Direction.CAPTURE, Rig.STEREO, 8))
                .hasMessageContaining("48000 Hz, 2 ch, S16")
                .hasMessageContaining("8000 Hz, 1 ch, U8")
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORMAT_NOT_SUPPORTED));
    }

    @Test
    void shouldNotStartWithoutItsFile() throws IOException {
        var missing = directory.resolve("missing.wav");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.card("sim", "capture.from=wav:" + missing))
                .withMessageContaining("capture.from")
                .withMessageContaining(missing.toString());
        var wrong = Files.writeString(directory.resolve("wrong.wav"), "this is no audio");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.card("sim", "capture.from=wav:" + wrong))
                .withMessageContaining("not a RIFF/WAVE file");
        assertThat(rig.card("sim").name()).as("the name is free").isEqualTo("sim");
    }

    @Test
    @DisplayName("a tone that the rate cannot carry is refused")
    void shouldNotAlias() {
        var card = rig.card("sim", "capture.from=tone:4000");
        assertThatThrownBy(() -> card.newChannel(Direction.CAPTURE, Rig.MONO, 8))
                .hasMessageContaining("expected a rate above 8000 Hz");
    }
}
