// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one stay of a stream on a device passes to the next, once: the frame where it has to start.
 *
 * <p>A planned swap passes the frame after the last one played, a lost device the first one not surely played; the successor
 * does not know the difference. Whoever passes first, the pump or a control side that gave the pump up, decides.
 */
final class Baton {
    private static final long UNDECIDED = -1;

    private final String device;
    private final AtomicLong frame = new AtomicLong(UNDECIDED);
    private volatile long likely = UNDECIDED;
    private volatile long heard = UNDECIDED;
    private volatile long endedAt;
    private volatile long doubtful;
    private volatile Pump successor;

    Baton(String device) {
        this.device = device;
    }

    /** What a stream begins with: frame 0, from nobody. */
    static Baton first() {
        var baton = new Baton(null);
        baton.heard = 0;
        baton.frame.set(0);
        return baton;
    }

    /** The device that it comes from, or null at a stream's beginning. */
    String device() {
        return device;
    }

    boolean isPassed() {
        return frame.get() != UNDECIDED;
    }

    /** Where the successor starts; asked after {@link #isPassed}. */
    long frame() {
        return frame.get();
    }

    /** Where the successor will start if nothing happens, or -1 while nobody knows; the frame itself once passed. */
    long likelyFrame() {
        var passed = frame.get();
        return passed != UNDECIDED ? passed : likely;
    }

    /** The frame up to which all is known to have been heard on this device, or -1 before it played. */
    long heard() {
        return heard;
    }

    /** When the last frame was passed. */
    long endedAt() {
        return endedAt;
    }

    /** Frames that may have been heard beyond the one passed. */
    long doubtful() {
        return doubtful;
    }

    /** Whose pump to wake when there is news. */
    void awaitedBy(Pump pump) {
        successor = pump;
    }

    void hear(long upTo) {
        if (!isPassed()) {
            heard = upTo;
        }
    }

    void expect(long cut) {
        likely = cut;
        wakeSuccessor();
    }

    /** Passes it on, unless somebody else has. */
    void pass(long resumeFrame, long at, long mayHaveBeenHeard) {
        if (isPassed()) {
            return;
        }
        endedAt = at;
        doubtful = mayHaveBeenHeard;
        frame.compareAndSet(UNDECIDED, resumeFrame);
        wakeSuccessor();
    }

    private void wakeSuccessor() {
        var pump = successor;
        if (pump != null) {
            pump.wake();
        }
    }
}
