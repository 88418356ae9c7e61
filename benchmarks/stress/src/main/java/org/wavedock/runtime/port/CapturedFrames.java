// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/** A client's ring as a capturing pump fills it. */
public final class CapturedFrames {
    private final ClientRing sink;

    /**
     * A ring and where its client is.
     *
     * @param ring the ring
     * @param clientFrame the first frame that the client has not read
     */
    public CapturedFrames(FrameRing ring, LongSupplier clientFrame) {
        sink = new ClientRing(ring, clientFrame);
    }

    /**
     * Brings a frame, if there is room.
     *
     * @param frame begins with it
     * @return whether there was room
     */
    public boolean bring(ByteBuffer frame) {
        if (sink.room() <= 0) {
            return false;
        }
        sink.append(frame, 1);
        sink.publish();
        return true;
    }
}
