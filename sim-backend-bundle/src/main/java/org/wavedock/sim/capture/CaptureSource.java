// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;

/** The microphone of one channel. All methods but {@link #close} run on the hot path, one thread at a time. */
public interface CaptureSource {
    /** A transfer begins. */
    default void begin() {}

    /**
     * Writes frames into the ring.
     *
     * @param offset where, bytes
     * @param frames how many; they fit
     * @param firstFrame the number of the first one on the substream's timeline, which goes on over all transfers
     */
    void fill(ByteBuffer ring, int offset, int frames, long firstFrame);

    /** Frames pass that nobody will see, because the ring was overwritten before anybody looked. */
    default void skip(long frames) {}

    /** The channel is gone. Control path. */
    default void close() {}
}
