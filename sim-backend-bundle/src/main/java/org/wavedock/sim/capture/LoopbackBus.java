// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.wavedock.wave.WaveFormat;

/** What substream 0 of one card is heard to play, for those who listen. Outlives the card. */
public final class LoopbackBus {
    private static final LoopbackRing[] NOBODY = {};

    private volatile LoopbackRing[] listeners = NOBODY;
    private volatile WaveFormat playing;

    /** Control path: from now on there may be frames in this format; null for no more. */
    public void announce(WaveFormat format) {
        playing = format;
    }

    /** The format of what is published now, or null if nothing is. Any thread. */
    public WaveFormat playing() {
        return playing;
    }

    /** Whether anybody listens. Hot path. */
    public boolean isHeard() {
        return listeners.length > 0;
    }

    /** Frames are heard. Hot path of the playing card. */
    public void publish(WaveFormat format, ByteBuffer source, int offset, int byteCount) {
        for (var listener : listeners) {
            if (listener.format().equals(format)) {
                listener.write(source, offset, byteCount);
            }
        }
    }

    synchronized void add(LoopbackRing listener) {
        var more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
    }

    synchronized void remove(LoopbackRing listener) {
        listeners = Arrays.stream(listeners).filter(other -> other != listener).toArray(LoopbackRing[]::new);
    }
}
