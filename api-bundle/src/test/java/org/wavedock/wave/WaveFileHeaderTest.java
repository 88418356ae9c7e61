// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaveFileHeaderTest {
    private static final int FORMAT_AT = 20;

    /** The 44 bytes that most programs write, and four bytes of data. */
    static ByteBuffer plainFile(int tag, int channels, int rate, int bits) {
        var bytes = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        var block = channels * bits / 8;
        bytes.put(ascii("RIFF")).putInt(40).put(ascii("WAVE"));
        bytes.put(ascii("fmt ")).putInt(16);
        bytes.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * block);
        bytes.putShort((short) block).putShort((short) bits);
        bytes.put(ascii("data")).putInt(4).putInt(0x04030201);
        return bytes.flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static WaveFileHeader read(ByteBuffer file) throws IOException {
        return WaveFileHeader.read(new ByteArrayInputStream(file.array()));
    }

    private static void shouldFail(ByteBuffer file, String message) {
        assertThatIOException().isThrownBy(() -> read(file)).withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1,8,U8", "1,16,S16", "1,24,S24_PACKED", "1,32,S32", "3,32,FLOAT32"})
    void shouldReadPlainFiles(int tag, int bits, Encoding encoding) throws IOException {
        var in = new ByteArrayInputStream(plainFile(tag, 2, 44_100, bits).array());
        assertThat(WaveFileHeader.read(in)).isEqualTo(new WaveFileHeader(new WaveFormat(44_100, 2, encoding), 44, 4));
        assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldReadWhatJavaSoundWrites() throws IOException {
        var audio = new byte[600];
        new Random(1).nextBytes(audio);
        var out = new ByteArrayOutputStream();
        var format = new AudioFormat(22_050, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(audio), format, 300), AudioFileFormat.Type.WAVE, out);

        var in = new ByteArrayInputStream(out.toByteArray());
        assertThat(WaveFileHeader.read(in).format()).isEqualTo(new WaveFormat(22_050, 1, Encoding.S16));
        assertThat(in.readAllBytes()).isEqualTo(audio);
    }

    @Test
    void shouldSkipUnknownChunksAndTheirPads() throws IOException {
        var plain = plainFile(1, 2, 44_100, 16).array();
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 36);
        out.writeBytes(ascii("LIST"));
        out.writeBytes(new byte[] {3, 0, 0, 0, 'a', 'b', 'c', 0});
        out.write(plain, 36, 12);
        assertThat(WaveFileHeader.read(new ByteArrayInputStream(out.toByteArray()))
                        .dataOffset())
                .isEqualTo(56);
    }

    @Test
    @DisplayName("a length that the writer could not know")
    void shouldKnowStreams() throws IOException {
        var file = plainFile(1, 2, 44_100, 16);
        file.putInt(40, -1);
        assertThat(read(file).dataBytes()).isEqualTo(WaveFileHeader.UNKNOWN);
        file.putInt(4, 0).putInt(40, 0);
        assertThat(read(file).dataBytes()).isEqualTo(WaveFileHeader.UNKNOWN);
        file.putInt(4, 36);
        assertThat(read(file).dataBytes()).isZero();
    }

    @Test
    void shouldSayWhatIsWrong() {
        shouldFail(ByteBuffer.allocate(0), "not a RIFF/WAVE file");
        shouldFail(ByteBuffer.allocate(100), "not a RIFF/WAVE file");
        shouldFail(plainFile(1, 2, 44_100, 16).put(3, (byte) 'X'), "big-endian");
        shouldFail(plainFile(1, 0, 44_100, 16), "0 channels");
        shouldFail(plainFile(1, 33, 44_100, 16), "33 channels, expected 1 to 32");
        shouldFail(plainFile(1, 2, 4000, 16), "4000 Hz");
        shouldFail(plainFile(1, 2, -1, 16), "4294967295 Hz");
        shouldFail(plainFile(1, 2, 44_100, 12), "12-bit PCM is not supported");
        shouldFail(plainFile(3, 2, 44_100, 64), "64-bit float is not supported");
        shouldFail(plainFile(2, 2, 44_100, 4), "ADPCM");
        shouldFail(plainFile(6, 2, 44_100, 8), "a-law");
        shouldFail(plainFile(7, 2, 44_100, 8), "mu-law");
        shouldFail(plainFile(0x55, 2, 44_100, 16), "MPEG");
        shouldFail(plainFile(0x1234, 2, 44_100, 16), "format tag 0x1234");
        shouldFail(plainFile(0xFFFE, 2, 44_100, 16), "extensible fmt chunk of 16 bytes");
        shouldFail(plainFile(1, 2, 44_100, 16).putShort(32, (short) 3), "frames of 3 bytes, expected 4");
        shouldFail(plainFile(1, 2, 44_100, 16).putInt(16, 15), "fmt chunk of 15 bytes");
        shouldFail(plainFile(1, 2, 44_100, 16).put(12, (byte) 'x'), "before the fmt chunk");
        shouldFail(plainFile(1, 2, 44_100, 16).put(36, (byte) 'x'), "ends before its data chunk");
    }

    @Test
    void shouldCheckSubFormats() {
        var format = new WaveFormat(48_000, 2, Encoding.S32);
        var guid = WaveFileLayout.header(format, 0, Long.MAX_VALUE);
        shouldFail(guid.put(56 + 30, (byte) 9), "sub-format");
        var valid = WaveFileLayout.header(format, 0, Long.MAX_VALUE);
        shouldFail(valid.putShort(56 + 18, (short) 33), "33 valid bits in a container of 32");
    }

    @Test
    void shouldCheckLargeFiles() {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        shouldFail(WaveFileLayout.header(format, 1, 0).put(12, (byte) 'x'), "RF64 without a ds64 chunk");
        shouldFail(WaveFileLayout.header(format, 1, 0).putLong(28, -5), "ds64 chunk with 18446744073709551611 bytes");
        shouldFail(WaveFileLayout.header(format, 1, 0).putInt(16, 8), "ds64 chunk of 8 bytes");
    }

    @Test
    @DisplayName("an endless stream of chunks ends")
    void shouldNotHang() {
        var rubbish = new InputStream() {
            private int at;

            @Override
            public int read() {
                var start = ascii("RIFF0000WAVE");
                var index = at++;
                return index < start.length ? start[index] : 0;
            }
        };
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatIOException()
                        .isThrownBy(() -> WaveFileHeader.read(rubbish))
                        .withMessageContaining("no data chunk"));
    }

    @Test
    @DisplayName("of 20,000 damaged files each is read or refused with an IOException")
    void shouldSurviveDamage() {
        var random = new Random(42);
        var format = new WaveFormat(48_000, 2, Encoding.S24_IN_32);
        for (var round = 0; round < 20_000; round++) {
            var file = round % 2 == 0
                    ? WaveFileLayout.header(format, 1000, random.nextBoolean() ? 0 : Long.MAX_VALUE)
                    : plainFile(1, 2, 44_100, 16);
            var bytes = Arrays.copyOf(file.array(), random.nextInt(file.capacity() + 1));
            for (var hit = random.nextInt(6); hit >= 0 && bytes.length > 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                var header = WaveFileHeader.read(new ByteArrayInputStream(bytes));
                assertThat(header.dataOffset()).isBetween(FORMAT_AT + 24L, (long) bytes.length);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void shouldCheckItsValues() {
        var format = new WaveFormat(48_000, 2, Encoding.S16);
        assertThatIllegalArgumentException().isThrownBy(() -> new WaveFileHeader(format, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaveFileHeader(format, 0, -2));
    }
}
