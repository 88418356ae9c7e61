// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;

/** What is behind a bus master: a loudspeaker or a microphone. Hot path but for {@link #close}. */
interface Line extends Track {
    /**
     * Frames go through, out of memory or into it.
     *
     * @param offset where they lie, bytes
     * @param frames how many
     */
    void pass(ByteBuffer memory, int offset, int frames);

    /** Time goes by for which there is no memory: silence is heard, what comes in is lost. */
    void idle(long frames);
}
