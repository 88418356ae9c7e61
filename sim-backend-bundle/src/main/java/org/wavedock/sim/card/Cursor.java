// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.wavedock.wave.WaveFormat;

/**
 * Where the device is: frames by the clock, counted from one origin as long as nothing changes its pace, so that no rounding adds up.
 * Always whole frames, rounded down; never goes back.
 */
final class Cursor {
    private final WaveFormat format;
    private double factor;
    private int grain = 1;
    private long origin;
    private long base;
    private long frames;
    private boolean moving;

    /**
     * A cursor at 0 that stands.
     *
     * @param factor device seconds a second; exact for exactly 1
     */
    Cursor(WaveFormat format, double factor) {
        this.format = format;
        this.factor = factor;
    }

    /** Moves from a frame on. */
    void run(long from, long nanos) {
        base = from;
        frames = from;
        origin = nanos;
        moving = true;
    }

    /**
     * Moves differently from a time on, if it moves.
     *
     * @param newFactor device seconds a second, 0 to stand still
     * @param newGrain frames that it moves at a time
     */
    void change(long nanos, double newFactor, int newGrain) {
        if (moving) {
            base = reached(nanos);
            origin = nanos;
        }
        factor = newFactor;
        grain = newGrain;
    }

    /** Leaps from where it is, if it moves. */
    void leap(long count) {
        if (moving) {
            base += count;
        }
    }

    /** Stands where it was last seen. */
    void halt() {
        moving = false;
    }

    boolean isMoving() {
        return moving;
    }

    /** Where it is at a time. */
    long at(long nanos) {
        if (moving) {
            var reached = reached(nanos);
            frames = Math.max(frames, reached - (reached - base) % grain);
        }
        return frames;
    }

    /** Where it was last seen. */
    long frames() {
        return frames;
    }

    private long reached(long nanos) {
        return base + format.framesIn(CardClock.cardNanos(Math.max(0, nanos - origin), factor));
    }
}
