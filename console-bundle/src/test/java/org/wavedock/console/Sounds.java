// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

/** Files to be played. */
final class Sounds {
    private Sounds() {}

    static byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        return noise;
    }

    static byte[] wav(Path file, WaveFormat format, int frames) throws IOException {
        var data = noise(frames * format.frameBytes());
        try (var writer = new WaveFileWriter(file, format)) {
            writer.write(ByteBuffer.wrap(data));
        }
        return data;
    }

    /** What a header says, true or not. */
    record Claims(int channels, int rate, int bits, long bytes) {}

    /** A plain header with whatever numbers, then data. */
    static Path rawWav(Path file, Claims claims, byte[] data) throws IOException {
        var head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        var frameBytes = claims.channels() * claims.bits() / 8;
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt((int) (36 + claims.bytes()));
        head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        head.putShort((short) 1)
                .putShort((short) claims.channels())
                .putInt(claims.rate())
                .putInt(claims.rate() * frameBytes);
        head.putShort((short) frameBytes).putShort((short) claims.bits());
        head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt((int) claims.bytes());
        var all = ByteBuffer.allocate(44 + data.length).put(head.flip()).put(data);
        return Files.write(file, all.array());
    }

    /** Whatever Java Sound writes. */
    static void javaSound(Path file, AudioFileFormat.Type type, AudioFormat format, byte[] data) throws IOException {
        try (var in =
                new AudioInputStream(new ByteArrayInputStream(data), format, data.length / format.getFrameSize())) {
            AudioSystem.write(in, type, file.toFile());
        }
    }

    /** An AU file, big-endian as they are. */
    static Path au(Path file, int encoding, int channels, long claimed, byte[] data) throws IOException {
        var all = ByteBuffer.allocate(28 + data.length);
        all.put(".snd".getBytes(StandardCharsets.US_ASCII)).putInt(28).putInt((int) claimed);
        all.putInt(encoding).putInt(44100).putInt(channels).putInt(0).put(data);
        return Files.write(file, all.array());
    }

    static byte[] reversed(byte[] samples, int bytes) {
        var reversed = new byte[samples.length];
        for (var i = 0; i < samples.length; i++) {
            reversed[i] = samples[i / bytes * bytes + bytes - 1 - i % bytes];
        }
        return reversed;
    }
}
