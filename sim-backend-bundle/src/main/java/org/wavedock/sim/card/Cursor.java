// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.wavedock.wave.WaveFormat;

/**
 * Where the device is: frames by the clock, counted from one origin each run, so that no rounding adds up. Always whole
 * frames, rounded down; never goes back.
 */
final class Cursor {
    private final WaveFormat format;
    private final double factor;
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
            frames = Math.max(frames, base + format.framesIn(deviceNanos(Math.max(0, nanos - origin))));
        }
        return frames;
    }

    /** Where it was last seen. */
    long frames() {
        return frames;
    }

    private long deviceNanos(long elapsed) {
        return factor == 1 ? elapsed : (long) (elapsed * factor);
    }
}
