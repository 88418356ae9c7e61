// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * Judges where a running device says that it is. What cannot be is the end of its stay; what it says is not believed, so that the
 * account ends with what was sure. Used by the pump alone.
 *
 * <p>It judges the device by the time that it was watched, not by the time that went by: a platform that was held up looks late, and
 * that is no fault of the device.
 */
final class Watch {
    /** A device that has not moved for so long stands; sound servers move every 186 ms at the slowest. */
    private static final long STALL_NANOS = 200_000_000;
    /** What one look is worth at the most: two passes. */
    private static final long LOOK_NANOS = 20_000_000;
    /** Times its rate. Clocks differ by a few in a thousand; only cards whose clock is scaled are much faster. */
    private static final int FASTEST = 2;

    private static final long NEVER = Long.MIN_VALUE;

    private final WaveFormat format;
    /** Tells the time when the device has been stopped; null if nobody watches. */
    private TimeSource clock;

    private boolean stopped;
    private long burst;
    private long startedAt;
    private long lookedAt;
    private long position;
    private long waited;
    /** How long it has been watched standing still. */
    private long still;
    /** How far it is ahead of the fastest clock. */
    private long ahead;
    /** How far the fastest clock went on while it was seen at its limit: so long it may have waited, and it tells when that is over. */
    private long atLimit;
    /** When it was first seen where it could not be, if the time then was the right one. */
    private long suspectedAt = NEVER;

    Watch(WaveFormat format) {
        this.format = format;
    }

    /** From now on the device is held against a clock. A client of the port itself sees for itself how fast its device is. */
    void begin(TimeSource time) {
        clock = time;
    }

    /**
     * The device starts, at position 0. How long it stood before counts on: who only ever starts stands, too.
     *
     * @param now the time, not later than the start
     * @param mostAtOnce frames that it may take at once
     */
    void started(long now, long mostAtOnce) {
        startedAt = now;
        burst = mostAtOnce;
        stopped = false;
        position = 0;
        waited = 0;
        ahead = 0;
        atLimit = 0;
        suspectedAt = NEVER;
    }

    /** The device has been stopped. There is one more look, for which there has been time until now, whatever time it says. */
    void stopped() {
        stopped = true;
    }

    /** The device was made to stand. */
    void rested() {
        still = 0;
    }

    /**
     * Judges a position.
     *
     * @param now the time, not later than the look
     * @param reached what the device said
     * @param limit how far it can have got with what it was given
     * @param idle frames for which it has waited since it started, at least in waits that are over; they tell how fast its clock is
     * @return false if that cannot be told before the next look, and this one is to count as none
     * @throws DeviceRemovedException if it is not to be believed any more
     */
    boolean believes(long now, long reached, long limit, long idle) {
        if (reached < position || reached > limit) {
            throw new DeviceRemovedException("its position went from frame " + position + " to " + reached
                    + ", expected no less and at most " + limit);
        }
        if (clock != null && isSuspect(now, reached, limit, idle)) {
            return false;
        }
        position = reached;
        waited = idle;
        return true;
    }

    /** Whether the position is not to be believed before another look. */
    private boolean isSuspect(long now, long reached, long limit, long idle) {
        var elapsed = Math.max(0, now - lookedAt);
        // It has not moved before it was started, however long ago anybody looked.
        var ran = Math.max(0, (stopped ? clock.nanoTime() : now) - Math.max(lookedAt, startedAt));
        var told = Math.max(0, idle - waited);
        var moved = reached - position + told;
        var most = FASTEST * format.framesIn(ran);
        var fast = Math.max(0, ahead + reached - position + Math.max(0, told - atLimit) - most);
        if (fast > burst) {
            suspect(now, reached, fast);
            return true;
        }
        suspectedAt = NEVER;
        still = moved > 0 || position == limit ? 0 : still + Math.min(elapsed, LOOK_NANOS);
        if (still >= STALL_NANOS) {
            throw new DeviceRemovedException("it stands at frame " + position + " for " + still / 1_000_000 + " ms");
        }
        ahead = fast;
        atLimit = reached < limit ? 0 : told > 0 ? most : atLimit + most;
        lookedAt = now;
        return false;
    }

    /** The time is read before the position; if the pump was held up in between, the next look tells. */
    private void suspect(long now, long reached, long fast) {
        if (stopped || suspectedAt != NEVER && suspectedAt != now) {
            throw new DeviceRemovedException("it went from frame " + position + " to " + reached + " and is " + fast
                    + " frames ahead of a clock " + FASTEST + " times as fast as its own, expected at most " + burst);
        }
        suspectedAt = now;
    }
}
