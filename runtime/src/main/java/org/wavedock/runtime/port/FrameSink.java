// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;

/** Where a ring's captured frames go: the client's ring, or packets. Hot path. */
public interface FrameSink {
    /** How many frames it can take now. */
    long room();

    /**
     * Takes frames.
     *
     * @param source begins with them; its position is left alone
     * @param frames how many, at most the room that there is
     */
    void append(ByteBuffer source, int frames);

    /** What has been taken is all there for now. */
    void publish();
}
