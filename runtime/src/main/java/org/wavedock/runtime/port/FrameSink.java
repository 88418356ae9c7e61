// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.IDmaChannel;

/** Where a ring's captured frames go: the client's ring, or packets. Hot path. */
public interface FrameSink {
    /** How many frames it can take now. */
    long room();

    /**
     * Takes frames out of a channel's ring.
     *
     * @param channel whose ring
     * @param offset where in it, bytes
     * @param frames how many, at most the room that there is; they do not reach beyond the ring's end
     */
    void copyFrom(IDmaChannel channel, int offset, int frames);

    /** What has been taken is all there for now. */
    void publish();
}
