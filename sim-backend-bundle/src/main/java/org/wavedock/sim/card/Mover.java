// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;

/** Moves what the cursor passed, between a channel's ring and the world. Hot path but for {@link #close}. */
interface Mover extends Track {
    /** A transfer begins. */
    void begin();

    /**
     * The cursor has passed these frames of the transfer.
     *
     * @param ring the common buffer
     * @param mapSize the part of it that repeats, bytes, whole frames
     */
    void move(ByteBuffer ring, int mapSize, long fromFrame, long toFrame);

    /** The transfer is over. */
    void end();
}
