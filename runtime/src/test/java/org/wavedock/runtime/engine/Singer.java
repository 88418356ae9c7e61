// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/** One of several streams on a rig, with a content of its own: 16-bit stereo, as loud as can be, no sample silent. */
final class Singer {
    private static final int SECONDS = 20;

    final AudioStream stream;
    private final Rig rig;
    private final short[] content = new short[SECONDS * 2 * 48_000];
    private int written;

    Singer(Rig rig, StreamRequest request, long seed) throws AudioException {
        this.rig = rig;
        var random = new Random(seed);
        for (var i = 0; i < content.length; i++) {
            content[i] = (short) (random.nextInt(1 << 16) | 1);
        }
        stream = rig.board.open(rig.driven(request));
    }

    Singer(Rig rig, String device, long seed) throws AudioException {
        this(rig, StreamRequest.render("singer" + seed, Rig.FORMAT).on(device), seed);
    }

    /** The sample that it wants to be heard at a frame of its stream. */
    short sample(long frame, int channel) {
        return content[(int) frame * 2 + channel];
    }

    int written() {
        return written;
    }

    boolean canWrite(int frames) {
        var history = Rig.FORMAT.framesIn(stream.request().history().toNanos());
        var pending = written - stream.snapshot().framesRendered();
        return written + frames <= content.length / 2 && frames <= history - pending - 2_500;
    }

    void write(int frames) throws AudioException {
        var bytes = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(content, written * 2, frames * 2);
        while (bytes.hasRemaining()) {
            stream.write(bytes, Rig.LONG);
        }
        written += frames;
    }

    /** Sings to the end of what was written. */
    void finish() throws AudioException {
        stream.drain(Rig.LONG);
        stream.close();
    }
}
