// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Audio whose every frame says whose it is and which one; never silence. */
final class Numbering {
    /** Eight bytes a frame, and few frames a second: it is the frames that count. */
    static final WaveFormat FORMAT = new WaveFormat(8_000, 2, Encoding.S32);

    private static final int OWNER_SHIFT = 40;
    private static final long SILENCE = 0;

    private Numbering() {}

    /** The frame, as the eight bytes of a recording. */
    static long of(int owner, long frame) {
        return (long) owner << OWNER_SHIFT | frame + 1;
    }

    static boolean isSilence(long heard) {
        return heard == SILENCE;
    }

    /** For people. */
    static String tell(long heard) {
        return isSilence(heard)
                ? "silence"
                : "frame " + ((heard & (1L << OWNER_SHIFT) - 1) - 1) + " of voice " + (heard >>> OWNER_SHIFT);
    }

    /** So many frames from one on. */
    static ByteBuffer frames(int owner, long from, int count) {
        var frames = ByteBuffer.allocate(count * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < count; i++) {
            frames.putLong(of(owner, from + i));
        }
        return frames.flip();
    }
}
