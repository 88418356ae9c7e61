// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.nio.ByteBuffer;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** The loudspeaker of one render substream; lives as long as its card. */
public sealed interface Sink permits NoSink, MemorySink, WavSink {
    /**
     * A channel is about to play here. Control path; may block.
     *
     * @return the frames that the sink's record holds from before this card
     * @throws AudioException if it cannot take this format, or cannot record at all
     */
    default long open(WaveFormat format) throws AudioException {
        return 0;
    }

    /** Takes whole frames. Hot path, one thread at a time; after {@link #close} they are dropped. */
    void write(ByteBuffer source, int offset, int byteCount);

    /** The card goes. Control path. */
    default void close() {}
}
