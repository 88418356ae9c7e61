// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.IDmaChannel;

/** Where a ring gets its frames from: a stream's history, or packets. Frames are numbered for ever. Hot path. */
public interface FrameSource {
    /** The number of the first frame that is not there yet. */
    long end();

    /**
     * Copies frames into a channel's ring.
     *
     * @param frame the first one, which is there
     * @param frames how many; all of them are there
     * @param channel whose ring
     * @param offset where in it, bytes; the frames do not reach beyond its end
     */
    void copyTo(long frame, int frames, IDmaChannel channel, int offset);
}
