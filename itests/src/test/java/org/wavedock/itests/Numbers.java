// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFileHeader;

/** Frames that carry their own number, so that a recording tells by itself what was heard, whoever recorded it. */
final class Numbers {
    private static final int FRAME = 4;
    /** Odd, so that each frame has a word of its own; never 0 for the frames in use. */
    private static final int STEP = 0x9E3779B1;

    private static final int INVERSE = inverse();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private int written;

    /** What recordings tell: frames that are in none, and frames that are in more than one place. */
    record Heard(long missing, long repeated) {}

    private static int inverse() {
        var inverse = STEP;
        for (var round = 0; round < 5; round++) {
            inverse *= 2 - STEP * inverse;
        }
        return inverse;
    }

    /** Writes so many frames, as fast as the stream takes them. */
    void play(AudioStream stream, int frames) throws AudioException {
        var source = ByteBuffer.allocate(frames * FRAME).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 1; i <= frames; i++) {
            source.putInt((written + i) * STEP);
        }
        source.flip();
        while (source.hasRemaining()) {
            stream.write(source, PATIENCE);
        }
        written += frames;
    }

    int written() {
        return written;
    }

    /** Looks through every recording of a folder: WAV files, and files that are nothing but frames. */
    Heard heardIn(Path folder) throws IOException {
        var seen = new BitSet();
        var total = 0L;
        try (var files = Files.newDirectoryStream(folder, "*.{wav,raw}")) {
            for (var file : files) {
                total += note(file, seen);
            }
        }
        return new Heard(written - seen.cardinality(), total - seen.cardinality());
    }

    private long note(Path file, BitSet seen) throws IOException {
        var count = 0L;
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            if (file.toString().endsWith(".wav")) {
                WaveFileHeader.read(in);
            }
            var frames = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            while (frames.remaining() >= FRAME) {
                var word = frames.getInt();
                if (word != 0) {
                    var number = Integer.toUnsignedLong(word * INVERSE - 1);
                    if (number >= written) {
                        throw new AssertionError("frame " + (frames.position() / FRAME - 1) + " of " + file
                                + " was never written: 0x" + Integer.toHexString(word));
                    }
                    seen.set((int) number);
                    count++;
                }
            }
        }
        return count;
    }
}
