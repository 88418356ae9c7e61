// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.WaveFormat;

/** How fast a device has been seen to go, and how far it may have gone since. Used by the pump alone. */
final class Pace {
    /** No clock is further off than this. */
    private static final double SAFETY = 1.01;
    /** No device plays faster than so many times its rate: what seems so right after its start is a FIFO being filled. */
    private static final double FASTEST = 100;

    private static final long SETTLE_NANOS = 100_000_000;
    private static final long MEASURE_NANOS = 1_000_000_000;

    private final WaveFormat format;
    private long lastLook;
    private long startedAt;
    private long movedAt;
    /** What it took at once at its start: that says nothing of its speed. */
    private long takenAtStart;
    /** When it was last seen anywhere else: it may have come here right after that. */
    private long stoodAt;

    private long measuredFrom;
    private long measuredPosition;
    private long position;

    Pace(WaveFormat format) {
        this.format = format;
    }

    /** The device starts to run, at position 0. */
    void started(long now) {
        lastLook = now;
        startedAt = now;
        movedAt = now;
        stoodAt = now;
        measuredFrom = now;
        takenAtStart = 0;
        position = 0;
    }

    /** The device was seen there. */
    void seen(long now, long at) {
        if (now == startedAt) {
            takenAtStart = at;
        }
        if (at != position) {
            position = at;
            movedAt = now;
            stoodAt = lastLook;
        }
        lastLook = now;
        // What a device takes at once at its start says nothing of its speed.
        if (measuredFrom == startedAt && now - startedAt > SETTLE_NANOS) {
            measureFrom(now);
        }
    }

    /** It goes on after it stood still; nothing was missed meanwhile. */
    void resumed(long now) {
        lastLook = now;
        movedAt = now;
        stoodAt = now;
        measureFrom(now);
    }

    /** Its speed is measured from here. */
    private void measureFrom(long now) {
        measuredFrom = now;
        measuredPosition = position;
    }

    long lastLook() {
        return lastLook;
    }

    /** As {@link Pin#speed()}. */
    double speed() {
        var nanos = lastLook - measuredFrom;
        return measuredFrom == startedAt || nanos < MEASURE_NANOS
                ? Double.NaN
                : (position - measuredPosition) * 1e9 / ((double) nanos * format.sampleRate());
    }

    /** Where the device may be by now at the most, judged by how fast it has been. */
    long farthest(long now) {
        // Not since the last look: a position that did not move may be one that the device does not know.
        return farthest(now, movedAt);
    }

    /** The same of a device that takes many frames at a time: its next step may have been due at any time since the last look. */
    long farthestInSteps(long now) {
        return farthest(now, stoodAt);
    }

    private long farthest(long now, long from) {
        var unseen = (double) Math.max(0, now - from);
        var seen = Math.max(1, movedAt - startedAt);
        var byClock = unseen * format.sampleRate() / 1e9;
        var byItself = unseen * (position - takenAtStart) / seen;
        return position + (long) Math.ceil(SAFETY * Math.max(byClock, Math.min(byItself, FASTEST * byClock)));
    }
}
