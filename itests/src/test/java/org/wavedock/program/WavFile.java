// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A WAV file that was found to be valid in every length it states.
 *
 * @param tag 1 for PCM, 3 for float
 * @param channels how many
 * @param rate Hz
 * @param bits of a sample's container
 * @param validBits of a sample
 * @param data the samples
 */
record WavFile(int tag, int channels, int rate, int bits, int validBits, byte[] data) {
    private static final int EXTENSIBLE = 0xFFFE;

    static WavFile read(Path path) {
        try {
            return read(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WavFile read(Path path, byte[] bytes) {
        var file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(text(file, 0) + text(file, 8)).as("%s", path).isEqualTo("RIFFWAVE");
        assertThat(file.getInt(4)).as("RIFF size of %s", path).isEqualTo(bytes.length - 8);
        var format = -1;
        for (var at = 12; ; ) {
            var size = file.getInt(at + 4);
            var body = at + 8;
            assertThat(body + size).as("end of chunk in %s", path).isBetween(body, bytes.length);
            if (text(file, at).equals("fmt ")) {
                format = body;
            } else if (text(file, at).equals("data")) {
                assertThat(format).as("fmt chunk of %s", path).isPositive();
                var end = body + size;
                assertThat(end + (size & 1)).as("end of %s", path).isEqualTo(bytes.length);
                return of(file, format, Arrays.copyOfRange(bytes, body, end));
            }
            at = body + size + (size & 1);
        }
    }

    private static WavFile of(ByteBuffer file, int format, byte[] data) {
        var tag = Short.toUnsignedInt(file.getShort(format));
        var bits = file.getShort(format + 14);
        var validBits = tag == EXTENSIBLE ? file.getShort(format + 18) : bits;
        var channels = file.getShort(format + 2);
        assertThat(data.length % (channels * bits / 8))
                .as("bytes after the last frame")
                .isZero();
        return new WavFile(
                tag == EXTENSIBLE ? file.getShort(format + 24) : tag,
                channels,
                file.getInt(format + 4),
                bits,
                validBits,
                data);
    }

    private static String text(ByteBuffer file, int at) {
        return new String(file.array(), at, 4, StandardCharsets.US_ASCII);
    }

    int frameBytes() {
        return channels * bits / 8;
    }

    int frames() {
        return data.length / frameBytes();
    }

    /** Compares all but the data. */
    void hasFormatOf(Sound sound) {
        assertThat(new int[] {tag, channels, rate, bits, validBits})
                .containsExactly(
                        sound.sample().tag(),
                        sound.channels(),
                        sound.rate(),
                        sound.sample().bits(),
                        sound.sample().validBits());
    }
}
