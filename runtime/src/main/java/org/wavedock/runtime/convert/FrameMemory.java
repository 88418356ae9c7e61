// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import java.nio.ByteBuffer;

/** Where numbered frames lie: a ring. Hot path. */
public interface FrameMemory {
    /** The memory, little-endian; it is not to be written but where frames are due. */
    ByteBuffer memory();

    /**
     * Where a frame lies.
     *
     * @param frame its number, 0 or more
     * @return the byte offset
     */
    int offset(long frame);

    /**
     * How many frames lie in one piece.
     *
     * @param frame the first one
     * @param wanted how many are wanted, 0 or more
     * @return as many, or fewer if the memory comes to its end before
     */
    int contiguous(long frame, long wanted);
}
