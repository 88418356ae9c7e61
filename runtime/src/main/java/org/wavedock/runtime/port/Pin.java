// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * The port's side of one open stream, whichever port it is: the state of the miniport's stream, the device's position as a 64-bit
 * count of frames since it started, and the account of what the device passed. Ring offsets and mappings do not leave this package.
 *
 * <p>Prepared and closed on a control thread; everything between belongs to the pump.
 */
public interface Pin {
    /**
     * Readies the device: PAUSE, nothing placed. May block.
     *
     * @param time the clock that the device is held against
     * @throws AudioException what the miniport refuses with
     */
    void prepare(TimeSource time) throws AudioException;

    /** The format that the device was opened with. */
    WaveFormat deviceFormat();

    /** What was passed and is not yet in the account. */
    RunLog log();

    /** Which of the device's substreams this is. */
    int substream();

    /** Whether the device has stopped by itself; it has to be halted, aimed and started anew. Hot path. */
    boolean hasStopped();

    /** Whether the device's cursor is moving. */
    boolean isRunning();

    /**
     * Starts over at a frame of the stream: the position is 0, nothing placed.
     *
     * @param streamFrame the next frame to hand to the device, or to number what is captured with
     * @throws AudioException what the miniport refuses with
     */
    void aim(long streamFrame) throws AudioException;

    /**
     * Lets the device run from what it has been given.
     *
     * @param now the time
     * @throws AudioException what the miniport refuses with
     */
    void start(long now) throws AudioException;

    /**
     * Stops the device and counts what it has passed by then.
     *
     * @param now the time
     * @throws AudioException what the miniport refuses with
     */
    void halt(long now) throws AudioException;

    /** One service pass. Hot path. */
    void pass(long now);

    /** Gives a device that does not run yet what there is. Hot path. */
    void fill();

    /** From now on nothing more is handed over; the cut is where the stream then stands. */
    void stopFeeding(long now) throws AudioException;

    /** Whether the device has passed all that it was given. */
    boolean drained();

    /** Whether all of that has also left the device's FIFO. */
    boolean quiet();

    /** The first frame that this device has not surely played; whoever comes next starts there. */
    long resumeFrame();

    /** The first frame that this device was not given. */
    long nextFrame();

    /** The first frame that would not be handed over now if there were any number of them. Hot path. */
    long wantedEnd();

    /** When the device will be drained, or quiet, if it is on its way there. */
    long settledAt(long now);

    /** How long ago, in nanoseconds, the device passed the end of what it was given; 0 if it did not yet. */
    long nanosSinceEnd();

    /**
     * Takes the pin from a pump that does not come back from a call of the device: whatever it still does changes nothing of what
     * others see. Any thread; calls nothing on the device. After it {@link #lost} is the caller's to call.
     *
     * @return false if the pump is at work at this moment
     */
    boolean seal();

    /**
     * The pump takes the pin back after whatever has failed.
     *
     * @return false if it was sealed meanwhile
     */
    boolean reclaim();

    /**
     * The device is gone without a word. Calls nothing on it.
     *
     * @param now the time
     * @return the frames that it may have passed since the last look; they are in the account as unconfirmed
     */
    long lost(long now);

    /**
     * Halts a device that has stopped by itself.
     *
     * @param now the time
     * @return the frames that it may have passed unseen; they are in the account as unconfirmed
     * @throws AudioException what the miniport refuses with
     */
    long haltStopped(long now) throws AudioException;

    /**
     * How fast the device is against the platform's clock, from a moment after its start on: 1 if exactly as fast.
     *
     * @return not a number before a second has been measured
     */
    double speed();

    /** When the position was last read. */
    long lastLook();

    /** Gives everything back. May block; what the miniport throws is logged. */
    void close();
}
