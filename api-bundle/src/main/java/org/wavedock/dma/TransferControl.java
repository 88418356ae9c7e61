// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a slave channel may offer beyond {@link IDmaChannelSlave}, found by {@code queryInterface}; no portcls counterpart.
 *
 * <p>Without it a platform that looks away for longer than one pass has to guess, by the clock, how many it missed.
 * All methods run on the hot path: no blocking, no allocation.
 */
@ConsumerType
public interface TransferControl {
    /**
     * All bytes transferred since the last {@code start}: a counter that does not wrap. Keeps its value after {@code stop}.
     *
     * @return bytes
     */
    long transferredBytes();

    /** Halts the transfer where it is; the counters stand still. Nothing happens if it is halted or not started. */
    void pause();

    /** Goes on where {@link #pause()} halted. */
    void resume();

    /**
     * Where on the device's own timeline the last {@code start} began: the frames that this substream of the device had
     * passed before, over all of its life. A device that records what it plays has frame {@code originFrame() + n} of its
     * record from frame {@code n} of this transfer.
     *
     * @return frames
     */
    long originFrame();

    /**
     * Which of the device's substreams this is; each has a timeline of its own.
     *
     * @return 0 for the first, and on devices that have but one
     */
    default int substream() {
        return 0;
    }
}
