// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaveFileWriterTest {
    private static final int DATA_AT = 116;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("take.wav");
    }

    private static byte[] noise(WaveFormat format, int frames) {
        var bytes = new byte[frames * format.frameBytes()];
        new Random(frames).nextBytes(bytes);
        return bytes;
    }

    private void record(WaveFormat format, byte[] audio) throws IOException {
        try (var writer = new WaveFileWriter(file(), format)) {
            writer.write(ByteBuffer.wrap(audio));
        }
    }

    private ByteBuffer raw() throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer bytes, int at) {
        return new String(bytes.array(), at, 4, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadBackWhatItWrote(Encoding encoding) throws IOException {
        var format = new WaveFormat(44_100, 3, encoding);
        var audio = noise(format, 101);
        record(format, audio);

        try (var in = new BufferedInputStream(Files.newInputStream(file()))) {
            var header = WaveFileHeader.read(in);
            assertThat(header).isEqualTo(new WaveFileHeader(format, DATA_AT, audio.length));
            assertThat(in.readNBytes(audio.length)).isEqualTo(audio);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "S24_IN_32")
    @DisplayName("javax.sound, which is not ours, finds the same audio")
    void shouldBeReadByJavaSound(Encoding encoding) throws IOException, UnsupportedAudioFileException {
        var format = new WaveFormat(48_000, 2, encoding);
        var audio = noise(format, 1000);
        record(format, audio);

        try (var in = AudioSystem.getAudioInputStream(file().toFile())) {
            assertThat(in.getFormat().getSampleRate()).isEqualTo(48_000f);
            assertThat(in.getFormat().getChannels()).isEqualTo(2);
            assertThat(in.getFormat().getSampleSizeInBits()).isEqualTo(encoding.bytes() * 8);
            assertThat(in.getFormat().getEncoding())
                    .isEqualTo(
                            switch (encoding) {
                                case U8 -> AudioFormat.Encoding.PCM_UNSIGNED;
                                case FLOAT32 -> AudioFormat.Encoding.PCM_FLOAT;
                                default -> AudioFormat.Encoding.PCM_SIGNED;
                            });
            assertThat(in.getFrameLength()).isEqualTo(1000);
            assertThat(in.readAllBytes()).isEqualTo(audio);
        }
    }

    @Test
    @DisplayName("24 bits in 32, which javax.sound does not know, by the bytes of mmreg.h")
    void shouldDeclareValidBits() throws IOException {
        record(new WaveFormat(96_000, 2, Encoding.S24_IN_32), new byte[16]);

        var bytes = raw();
        assertThat(text(bytes, 0) + text(bytes, 8)).isEqualTo("RIFFWAVE");
        assertThat(bytes.getInt(4)).isEqualTo(bytes.capacity() - 8);
        assertThat(text(bytes, 12)).isEqualTo("JUNK");
        assertThat(text(bytes, 48)).isEqualTo("fmt ");
        assertThat(bytes.getInt(52)).isEqualTo(40);
        assertThat(bytes.getShort(56)).isEqualTo((short) 0xFFFE);
        assertThat(bytes.getShort(58)).isEqualTo((short) 2);
        assertThat(bytes.getInt(60)).isEqualTo(96_000);
        assertThat(bytes.getInt(64)).isEqualTo(96_000 * 8);
        assertThat(bytes.getShort(68)).isEqualTo((short) 8);
        assertThat(bytes.getShort(70)).isEqualTo((short) 32);
        assertThat(bytes.getShort(74)).isEqualTo((short) 24);
        assertThat(bytes.getInt(76)).isEqualTo(3);
        assertThat(text(bytes, 96)).isEqualTo("fact");
        assertThat(bytes.getInt(104)).isEqualTo(2);
        assertThat(text(bytes, 108)).isEqualTo("data");
        assertThat(bytes.getInt(112)).isEqualTo(16);
    }

    @Test
    void shouldPadOddDataAndContinueOverThePad() throws IOException {
        var format = new WaveFormat(8000, 1, Encoding.U8);
        record(format, new byte[] {1, 2, 3});
        assertThat(Files.size(file())).isEqualTo(DATA_AT + 4);
        assertThat(raw().getInt(4)).isEqualTo(DATA_AT + 4 - 8);

        try (var writer = WaveFileWriter.append(file(), format)) {
            assertThat(writer.frames()).isEqualTo(3);
            writer.write(ByteBuffer.wrap(new byte[] {4}));
        }

        var bytes = raw();
        assertThat(bytes.capacity()).isEqualTo(DATA_AT + 4);
        assertThat(bytes.getInt(112)).isEqualTo(4);
        assertThat(bytes.getInt(DATA_AT)).isEqualTo(0x04030201);
    }

    @Test
    void shouldBecomeRf64BeyondItsLimitAndStaySo() throws IOException {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        try (var writer = new WaveFileWriter(file(), format, 1000)) {
            writer.write(ByteBuffer.allocate((1000 - DATA_AT + 8) / 4 * 4));
            writer.flushHeader();
            assertThat(text(raw(), 0)).isEqualTo("RIFF");
            writer.write(ByteBuffer.allocate(4));
        }
        var data = 896L;
        var bytes = raw();
        assertThat(text(bytes, 0) + text(bytes, 12)).isEqualTo("RF64ds64");
        assertThat(bytes.getInt(4)).isEqualTo(-1);
        assertThat(bytes.getLong(20)).isEqualTo(bytes.capacity() - 8L);
        assertThat(bytes.getLong(28)).isEqualTo(data);
        assertThat(bytes.getLong(36)).isEqualTo(data / 4);
        assertThat(bytes.getInt(112)).isEqualTo(-1);
        assertThat(WaveFileHeader.read(new ByteArrayInputStream(bytes.array())))
                .isEqualTo(new WaveFileHeader(format, DATA_AT, data));

        try (var writer = WaveFileWriter.append(file(), format, 1000)) {
            assertThat(writer.frames()).isEqualTo(data / 4);
        }
        assertThat(raw()).isEqualTo(bytes);
    }

    @Test
    @DisplayName("sizes beyond 4 GiB, without writing them")
    void shouldDescribeHugeFiles() throws IOException {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        var frames = 10_000_000_000L;
        var header = WaveFileLayout.header(format, frames, 0xFFFF_FFFFL);
        assertThat(WaveFileHeader.read(new ByteArrayInputStream(header.array())).dataBytes())
                .isEqualTo(frames * 4);
    }

    @Test
    void shouldBeValidAfterEachFlush() throws IOException {
        var format = new WaveFormat(8000, 1, Encoding.S24_PACKED);
        try (var writer = new WaveFileWriter(file(), format)) {
            assertThat(raw().capacity()).isEqualTo(DATA_AT);
            writer.write(ByteBuffer.allocate(9));
            writer.flushHeader();
            assertThat(raw().getInt(112)).isEqualTo(9);
            assertThat(raw().capacity()).isEqualTo(DATA_AT + 10);
            writer.write(ByteBuffer.allocate(3));
        }
        assertThat(raw().getInt(112)).isEqualTo(12);
        assertThat(raw().capacity()).isEqualTo(DATA_AT + 12);
    }

    @Test
    @DisplayName("whole frames of a file that nobody closed are kept")
    void shouldMendAnUnclosedFile() throws IOException {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        record(format, new byte[0]);
        try (var broken = new RandomAccessFile(file().toFile(), "rw")) {
            broken.seek(DATA_AT);
            broken.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        }

        try (var writer = WaveFileWriter.append(file(), format)) {
            assertThat(writer.frames()).isEqualTo(2);
        }
        assertThat(Files.size(file())).isEqualTo(DATA_AT + 8);
        assertThat(raw().getInt(112)).isEqualTo(8);
    }

    @Test
    void shouldNotContinueAnotherFormatAndNameBoth() throws IOException {
        record(new WaveFormat(48_000, 2, Encoding.S16), new byte[8]);
        var before = raw();

        assertThatIOException()
                .isThrownBy(() -> WaveFileWriter.append(file(), new WaveFormat(44_100, 1, Encoding.U8)))
                .withMessageContaining("48000 Hz, 2 ch, S16")
                .withMessageContaining("44100 Hz, 1 ch, U8");
        assertThat(raw()).isEqualTo(before);
    }

    @Test
    void shouldNotContinueWhatAnotherProgramWrote() throws IOException {
        Files.write(file(), WaveFileHeaderTest.plainFile(1, 2, 48_000, 16).array());

        assertThatIOException()
                .isThrownBy(() -> WaveFileWriter.append(file(), new WaveFormat(48_000, 2, Encoding.S16)))
                .withMessageContaining("another program");
        assertThatIOException()
                .isThrownBy(() -> WaveFileWriter.append(directory, new WaveFormat(48_000, 2, Encoding.S16)))
                .withMessageContaining("is no file");
    }

    @Test
    void shouldRefuseASecondWriter() throws IOException {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        try (var writer = new WaveFileWriter(file(), format)) {
            writer.write(ByteBuffer.allocate(8));
            assertThatIOException()
                    .isThrownBy(() -> new WaveFileWriter(file(), format))
                    .withMessageContaining("already");
        }
        assertThat(raw().getInt(112)).isEqualTo(8);
    }

    @Test
    void shouldRefusePartsOfFrames() throws IOException {
        try (var writer = new WaveFileWriter(file(), new WaveFormat(48_000, 2, Encoding.S16))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(ByteBuffer.allocate(6)))
                    .withMessageContaining("6 bytes")
                    .withMessageContaining("4");
            assertThat(writer.frames()).isZero();
        }
    }

    @Test
    void shouldReplaceAFileThatIsThere() throws IOException {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        record(format, noise(format, 1000));
        record(format, noise(format, 1));
        assertThat(Files.size(file())).isEqualTo(DATA_AT + 4);
    }

    @Test
    void shouldCloseTwice() throws IOException {
        var writer = new WaveFileWriter(file(), new WaveFormat(48_000, 2, Encoding.S16));
        writer.close();
        writer.close();
        assertThat(writer.format().channels()).isEqualTo(2);
    }
}
