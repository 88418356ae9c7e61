// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat.Type;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class AudioFilesTest {
    private static final int FRAMES = 1003;

    @TempDir
    private Path folder;

    private static byte[] readAll(AudioInput input) throws Failure {
        var all = new ByteArrayOutputStream();
        var chunk = ByteBuffer.allocateDirect(100 * input.format().frameBytes() + 1);
        while (input.read(chunk)) {
            var bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private void refused(Path file, String because) {
        assertThatThrownBy(() -> AudioFiles.open(file.toString()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(because)
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void reads_wav_as_it_is(Encoding encoding) throws Exception {
        var file = folder.resolve("a.wav");
        for (var channels : new int[] {1, 2, 6}) {
            var format = new WaveFormat(44_100, channels, encoding);
            var data = Sounds.wav(file, format, FRAMES);

            try (var input = AudioFiles.open(file.toString())) {
                assertThat(input.format()).isEqualTo(format);
                assertThat(input.frames()).hasValue(FRAMES);
                assertThat(readAll(input)).isEqualTo(data);
                assertThat(input.truncation()).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"16,S16", "24,S24_PACKED", "32,S32"})
    void reads_big_endian_aiff(int bits, Encoding encoding) throws Exception {
        var file = folder.resolve("a.aiff");
        var data = Sounds.noise(FRAMES * 2 * bits / 8);
        Sounds.javaSound(file, Type.AIFF, new AudioFormat(48_000, bits, 2, true, true), data);

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(input.format()).isEqualTo(new WaveFormat(48_000, 2, encoding));
            assertThat(input.frames()).hasValue(FRAMES);
            assertThat(readAll(input)).isEqualTo(Sounds.reversed(data, bits / 8));
        }
    }

    @Test
    void reads_signed_bytes_as_unsigned_ones() throws Exception {
        var file = folder.resolve("a.aif");
        var data = Sounds.noise(FRAMES);
        Sounds.javaSound(file, Type.AIFF, new AudioFormat(8000, 8, 1, true, true), data);

        try (var input = AudioFiles.open(file.toString())) {
            var heard = readAll(input);
            assertThat(input.format()).isEqualTo(new WaveFormat(8000, 1, Encoding.U8));
            assertThat(heard).hasSize(FRAMES);
            for (var i = 0; i < FRAMES; i++) {
                assertThat((heard[i] & 0xFF) - 128).isEqualTo(data[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3,2,S16", "4,3,S24_PACKED", "5,4,S32", "6,4,FLOAT32"})
    void reads_au(int code, int bytes, Encoding encoding) throws Exception {
        var data = Sounds.noise(FRAMES * 2 * bytes);
        var file = Sounds.au(folder.resolve("a.au"), code, 2, data.length, data);

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(input.format()).isEqualTo(new WaveFormat(44_100, 2, encoding));
            assertThat(readAll(input)).isEqualTo(Sounds.reversed(data, bytes));
        }
    }

    @Test
    void reads_au_of_unknown_length_to_its_end() throws Exception {
        var data = Sounds.noise(FRAMES * 2);
        var file = Sounds.au(folder.resolve("a.au"), 3, 1, 0xFFFF_FFFFL, data);

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(input.frames()).hasValue(FRAMES);
            assertThat(readAll(input)).isEqualTo(Sounds.reversed(data, 2));
            assertThat(input.truncation()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,ULAW", "27,ALAW", "7,64-bit float is not supported"})
    void refuses_what_it_would_have_to_calculate(int code, String because) throws IOException {
        refused(Sounds.au(folder.resolve("a.au"), code, 1, 800, new byte[800]), because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aiff", "au"})
    void says_what_is_missing_of_a_truncated_file_that_java_sound_reads(String suffix) throws Exception {
        var file = folder.resolve("a." + suffix);
        var data = Sounds.noise(FRAMES * 2);
        Sounds.javaSound(
                file, suffix.equals("au") ? Type.AU : Type.AIFF, new AudioFormat(48_000, 16, 1, true, true), data);
        var whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 207));

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(input.frames()).hasValue(FRAMES - 104);
            assertThat(input.truncation()).contains("its header says 1003 frames, it has 899; playing 899");
            assertThat(readAll(input)).hasSize(899 * 2);
        }
    }

    @Test
    void plays_what_is_there_of_a_truncated_wav() throws Exception {
        var file = Sounds.rawWav(folder.resolve("a.wav"), new Sounds.Claims(2, 48_000, 16, 4000), Sounds.noise(2403));

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(input.truncation())
                    .endsWith("a.wav is truncated: its header says 1000 frames, it has 600; playing 600");
            assertThat(readAll(input)).isEqualTo(Arrays.copyOf(Sounds.noise(2403), 2400));
        }
    }

    @Test
    void a_pipe_shows_only_at_its_end_that_it_was_truncated() throws Exception {
        var file = Sounds.rawWav(folder.resolve("a.wav"), new Sounds.Claims(2, 48_000, 16, 4000), Sounds.noise(2403));

        try (var input = AudioFiles.open("-", new ByteArrayInputStream(Files.readAllBytes(file)), -1)) {
            assertThat(input.frames()).hasValue(1000);
            assertThat(input.truncation()).isNull();
            assertThat(readAll(input)).hasSize(2400);
            assertThat(input.truncation())
                    .isEqualTo("- is truncated: its header says 1000 frames, it has 600, which were played");
        }
    }

    @Test
    void a_pipe_of_unknown_length_is_played_to_its_end() throws Exception {
        var file = Sounds.rawWav(
                folder.resolve("a.wav"), new Sounds.Claims(1, 48_000, 16, 0xFFFF_FFFFL), Sounds.noise(2000));

        try (var input = AudioFiles.open("-", new ByteArrayInputStream(Files.readAllBytes(file)), -1)) {
            assertThat(input.frames()).isEmpty();
            assertThat(readAll(input)).hasSize(2000);
            assertThat(input.truncation()).isNull();
        }
    }

    @Test
    void does_not_play_what_follows_the_audio() throws Exception {
        var file = Sounds.rawWav(folder.resolve("a.wav"), new Sounds.Claims(1, 48_000, 16, 1000), Sounds.noise(2000));

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(readAll(input)).hasSize(1000);
        }
    }

    @Test
    void refuses_absurd_headers() throws IOException {
        var data = new byte[64];
        var file = folder.resolve("a.wav");
        refused(Sounds.rawWav(file, new Sounds.Claims(0, 48_000, 16, 64), data), "0 channels");
        refused(Sounds.rawWav(file, new Sounds.Claims(2, 1, 16, 64), data), "sample rate is 1 Hz");
        refused(Sounds.rawWav(file, new Sounds.Claims(2, 48_000, 64, 64), data), "64-bit");
        refused(Sounds.rawWav(file, new Sounds.Claims(33, 48_000, 16, 64), new byte[660]), "33 channels");
        refused(Sounds.rawWav(file, new Sounds.Claims(2, 48_000, 16, 0), new byte[0]), "has no audio frames");
        refused(
                Sounds.rawWav(file, new Sounds.Claims(2, 48_000, 16, 4000), new byte[3]),
                "has no audio frames: it is truncated");
        refused(Sounds.rawWav(file, new Sounds.Claims(2, 48_000, 16, 3), new byte[3]), "has no audio frames");
        refused(Sounds.au(folder.resolve("a.au"), 3, 0, 64, data), "cannot be played");
    }

    @Test
    void plays_what_is_there_of_four_gibibytes() throws Exception {
        var file = Sounds.rawWav(
                folder.resolve("a.wav"), new Sounds.Claims(2, 48_000, 16, 0xFFFF_FFF0L), Sounds.noise(400));

        try (var input = AudioFiles.open(file.toString())) {
            assertThat(input.truncation()).contains("its header says 1073741820 frames, it has 100");
            assertThat(readAll(input)).hasSize(400);
        }
    }

    @Test
    void refuses_what_is_no_audio() throws IOException {
        refused(folder.resolve("none.wav"), "no such file");
        refused(folder, "is a folder");
        refused(Files.writeString(folder.resolve("a.txt"), "Once upon a time"), "is not audio that can be played");
        refused(Files.writeString(folder.resolve("b.txt"), ""), "is empty");
        refused(Files.writeString(folder.resolve("c.txt"), "RIFF"), "cannot be played");
        refused(Files.writeString(folder.resolve("d.txt"), "FORM1234AIFF"), "cannot be played");
        refused(Files.writeString(folder.resolve("e.txt"), ".snd"), "cannot be played");
    }
}
