// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** A piece whose every frame is known and none is silent, and how much of it has been handed to a stream. */
final class Music {
    static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    /** A tenth of a second. */
    static final int BEAT = 4_800;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final byte[] content;
    private int written;

    /** Different pieces for different seeds. */
    Music(int seed) {
        content = new byte[(int) FORMAT.bytes(60 * FORMAT.sampleRate())];
        new Random(seed).nextBytes(content);
        for (var i = 0; i < content.length; i++) {
            content[i] = content[i] == 0 ? 1 : content[i];
        }
    }

    /** Writes so many frames, as fast as the stream takes them. */
    void play(AudioStream stream, int frames) throws AudioException {
        var source = ByteBuffer.wrap(content, bytes(written), bytes(frames));
        while (source.hasRemaining()) {
            written += stream.write(source, PATIENCE) / FORMAT.frameBytes();
        }
    }

    /** Writes what there is room for at once, which may be nothing. */
    void offer(AudioStream stream) throws AudioException {
        var source = ByteBuffer.wrap(content, bytes(written), content.length - bytes(written));
        try {
            written += stream.write(source, Duration.ZERO) / FORMAT.frameBytes();
        } catch (AudioException e) {
            if (e.reason() != Reason.DEVICE_NOT_READY && e.reason() != Reason.IO_TIMEOUT) {
                throw e;
            }
        }
    }

    /** The frames handed over by now. */
    int written() {
        return written;
    }

    byte at(long frame, int index) {
        return content[(int) FORMAT.bytes(frame) + index];
    }

    private static int bytes(int frames) {
        return frames * FORMAT.frameBytes();
    }
}
