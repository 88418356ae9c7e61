// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.wavedock.console.AudioInput.Shape;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFileHeader;
import org.wavedock.wave.WaveFormat;

/** Opens WAV files by our own reader, AIFF and AU files by Java Sound's; tells them by their first bytes. */
final class AudioFiles {
    /** The name of standard input. */
    static final String STANDARD_INPUT = "-";

    private static final int MAGIC_BYTES = 4;

    private AudioFiles() {}

    /** Opens a file that is to be played; it has at least one frame. */
    static AudioInput open(String file) throws Failure {
        var path = path(file);
        if (Files.isDirectory(path)) {
            throw Failure.of(file + " is a folder, expected an audio file");
        }
        try {
            var present = Files.isRegularFile(path) ? Files.size(path) : Shape.UNKNOWN;
            return open(file, Files.newInputStream(path), present);
        } catch (NoSuchFileException e) {
            throw Failure.of("no such file: " + file, e);
        } catch (AccessDeniedException e) {
            throw Failure.of("no permission to read " + file, e);
        } catch (IOException e) {
            throw Failure.of("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Path path(String name) throws Failure {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw Failure.of("\"" + name + "\" is not a file name: " + e.getMessage(), e);
        }
    }

    /** Opens a stream of which {@code length} bytes are there, or -1 if that is unknown; closes it if that fails. */
    static AudioInput open(String name, InputStream source, long length) throws Failure {
        var in = new PositionedInput(source);
        var opened = false;
        try {
            var input = new AudioInput(shape(name, in, length), in);
            requireFrames(input, in);
            opened = true;
            return input;
        } catch (InterruptedIOException e) {
            throw Failure.cancelled();
        } catch (IOException e) {
            throw Failure.of(name + " cannot be played: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                closeQuietly(in);
            }
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException ignored) {
            // It was only read.
        }
    }

    private static Shape shape(String name, PositionedInput in, long length) throws IOException, Failure {
        in.mark(MAGIC_BYTES);
        var magic = new String(in.readNBytes(MAGIC_BYTES), StandardCharsets.ISO_8859_1);
        in.reset();
        return switch (magic) {
            case "RIFF", "RF64", "BW64", "RIFX" -> wave(name, in, length);
            case "FORM", ".snd" -> javaSound(name, in, length);
            case "" -> throw Failure.of(name + " is empty, expected a WAV, AIFF or AU file");
            default -> throw Failure.of(name + " is not audio that can be played, expected a WAV, AIFF or AU file");
        };
    }

    private static Shape wave(String name, PositionedInput in, long length) throws IOException {
        var header = WaveFileHeader.read(in);
        var format = header.format();
        var declared =
                header.dataBytes() == WaveFileHeader.UNKNOWN ? Shape.UNKNOWN : header.dataBytes() / format.frameBytes();
        return new Shape(
                name, format, SampleOrder.same(format.encoding()), declared, present(in, length, format.frameBytes()));
    }

    private static Shape javaSound(String name, PositionedInput in, long length) throws IOException, Failure {
        try {
            // Not closed: that would close what is read from afterwards.
            var sound = AudioSystem.getAudioInputStream(in);
            var described = sound.getFormat();
            var format = format(described);
            return new Shape(
                    name,
                    format,
                    SampleOrder.of(described, format.encoding()),
                    sound.getFrameLength() < 0 ? Shape.UNKNOWN : sound.getFrameLength(),
                    present(in, length, format.frameBytes()));
        } catch (IllegalArgumentException e) {
            // It says itself what it expected.
            throw Failure.of(name + " cannot be played: " + e.getMessage(), e);
        } catch (UnsupportedAudioFileException | ArithmeticException e) {
            throw Failure.of(name + " cannot be played: " + e.getMessage() + ", expected PCM or 32-bit float", e);
        }
    }

    private static long present(PositionedInput in, long length, int frameBytes) {
        return length == Shape.UNKNOWN ? Shape.UNKNOWN : Math.max(0, length - in.position()) / frameBytes;
    }

    private static WaveFormat format(AudioFormat described) throws IOException {
        var rate = described.getSampleRate();
        if (rate != Math.rint(rate)) {
            throw new IOException("sample rate is " + rate + " Hz, expected a whole number");
        }
        var channels = described.getChannels();
        if (channels < 1 || described.getFrameSize() % channels != 0) {
            throw new IOException(channels + " channels in frames of " + described.getFrameSize() + " bytes");
        }
        return new WaveFormat((int) rate, channels, encoding(described, described.getFrameSize() / channels));
    }

    private static Encoding encoding(AudioFormat described, int sampleBytes) throws IOException {
        var encoding = described.getEncoding();
        var integer = encoding.equals(AudioFormat.Encoding.PCM_SIGNED)
                || encoding.equals(AudioFormat.Encoding.PCM_UNSIGNED) && sampleBytes == 1;
        if (integer) {
            return switch (sampleBytes) {
                case 1 -> Encoding.U8;
                case 2 -> Encoding.S16;
                case 3 -> Encoding.S24_PACKED;
                case 4 -> Encoding.S32;
                default -> throw new IOException(sampleBytes * 8 + "-bit PCM is not supported, expected 8 to 32 bits");
            };
        }
        if (encoding.equals(AudioFormat.Encoding.PCM_FLOAT)) {
            if (sampleBytes == 4) {
                return Encoding.FLOAT32;
            }
            throw new IOException(sampleBytes * 8 + "-bit float is not supported, expected 32 bits");
        }
        throw new IOException(encoding + " is not supported, expected PCM or 32-bit float");
    }

    private static void requireFrames(AudioInput input, PositionedInput in) throws IOException, Failure {
        var frameBytes = input.format().frameBytes();
        in.mark(frameBytes);
        var here = in.readNBytes(frameBytes).length == frameBytes;
        in.reset();
        if (!here || input.frames().orElse(1) == 0) {
            throw Failure.of(
                    input.name() + " has no audio frames" + (input.truncation() == null ? "" : ": it is truncated"));
        }
    }
}
