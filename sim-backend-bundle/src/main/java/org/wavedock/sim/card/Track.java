// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

/** One end of a card's engine: a loudspeaker or a microphone, as one channel or stream has it. Hot path but for {@link #close}. */
interface Track {
    /** The frames that this substream has in its record. */
    long recordedFrames();

    /** From now on what is heard, or comes in, is damaged, or is not. */
    void damage(boolean on);

    /** The channel or stream goes. Control path. */
    void close();
}
