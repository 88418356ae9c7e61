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

    /**
     * Halts the transfer where it is; the counters stand still. Nothing happens if it is halted or not started. Not called on a
     * device that cannot: {@link #canPause()}.
     */
    void pause();

    /** Goes on where {@link #pause()} halted. */
    void resume();

    /**
     * Where on the device's own timeline the last {@code start} began: the frames that this substream of the device had
     * passed before, over all of its life. A device that records what it plays has frame {@code originFrame() + n} of its
     * record from frame {@code n} of this transfer.
     *
     * <p>A stream of a WavePci miniport, which may wait for mappings as soon as it runs, says while it stands where the next start
     * will begin. Every wait moves its origin on, when it is over: when the device is given a mapping, or is made to stand. At no
     * other time does the origin change.
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

    /**
     * Whether {@link #pause()} and {@link #resume()} work. A device that cannot pause is stopped instead, and its next start
     * begins at the ring's start.
     *
     * @return true unless the device says otherwise
     */
    default boolean canPause() {
        return true;
    }

    /**
     * Whether the device, rendering, takes frames only as far as {@link #commit} has gone. Such a device never meets what is
     * being written; what it was given cannot be taken back, and when it has come to the end of that it stops by itself.
     *
     * @return false for a device that runs round its ring whatever is in it
     */
    default boolean takesCommitted() {
        return false;
    }

    /**
     * From the start of the transfer to there the ring's content is final. Before {@code start} it says how much the device
     * finds when it starts. A device that does not take commitments ignores it.
     *
     * @param bytes a count like {@link #transferredBytes()}, never less than the last time, at most one ring ahead of it
     */
    default void commit(long bytes) {}

    /**
     * Whether the transfer has ended without {@code stop}: the device ran out of frames or of room, or was suspended. It can
     * be stopped and started again; {@link #transferredBytes()} says what it surely passed.
     *
     * @return false while it runs, or was stopped
     */
    default boolean hasStopped() {
        return false;
    }
}
