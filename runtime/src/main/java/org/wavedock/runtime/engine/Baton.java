// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.wavedock.wave.WaveFormat;

/**
 * What one stay of a stream on a device passes to the next, once: the frame where it has to start.
 *
 * <p>A planned swap passes the frame after the last one played, a lost device the first one not surely played; the successor
 * does not know the difference. Whoever passes first, the pump or a control side that gave the pump up, decides. A baton knows
 * no device but by name, so that what holds it holds nothing of a backend.
 */
final class Baton {
    private static final long NOWHERE = -1;

    private record Passed(long frame, long at, long doubtful) {}

    private final String device;
    private final WaveFormat format;
    private final AtomicReference<Passed> passed = new AtomicReference<>();
    private volatile Baton before;
    private volatile long likely = NOWHERE;
    private volatile long heard = NOWHERE;
    private volatile boolean settled;
    private volatile Pump successor;

    Baton(String device, WaveFormat format) {
        this.device = device;
        this.format = format;
    }

    /** What a stream begins with: frame 0, from nobody. */
    static Baton first() {
        var baton = new Baton(null, null);
        baton.pass(0, 0, 0);
        baton.settle();
        return baton;
    }

    /** The device that it comes from, or null at a stream's beginning. */
    String device() {
        return device;
    }

    /** What it was opened with, or null at a stream's beginning. */
    WaveFormat format() {
        return format;
    }

    boolean isPassed() {
        return passed.get() != null;
    }

    /** Where the successor starts; asked after {@link #isPassed}. */
    long frame() {
        return passed.get().frame();
    }

    /** When the last frame was passed; asked after {@link #isPassed}. */
    long endedAt() {
        return passed.get().at();
    }

    /** Frames that may have been heard beyond the one passed; asked after {@link #isPassed}. */
    long doubtful() {
        return passed.get().doubtful();
    }

    /** Where the successor will start if nothing happens, or -1 while nobody knows; the frame itself once passed. */
    long likelyFrame() {
        var now = passed.get();
        return now != null ? now.frame() : likely;
    }

    /**
     * The frame up to which everything is known to have been heard: here, or on the device before, as long as that one still
     * plays, or empties its FIFO.
     */
    long heardFrame() {
        var at = passed.get();
        if (settled && at != null) {
            // Whatever a pump that was given up still says.
            return at.frame();
        }
        var from = before;
        if (from == null) {
            return Math.max(0, heard);
        }
        if (!from.settled) {
            return from.heardFrame();
        }
        var here = heard;
        return here != NOWHERE ? here : from.frame();
    }

    /** Comes after another; what is heard there counts until it has settled. */
    void follows(Baton from, Pump pump) {
        before = from;
        from.successor = pump;
    }

    void hear(long upTo) {
        heard = upTo;
        var from = before;
        if (from != null && from.settled) {
            before = null;
        }
    }

    void expect(long cut) {
        likely = cut;
        wakeSuccessor();
    }

    /** Passes it on, unless somebody else has. */
    void pass(long frame, long at, long mayHaveBeenHeard) {
        if (passed.compareAndSet(null, new Passed(frame, at, mayHaveBeenHeard))) {
            wakeSuccessor();
        }
    }

    /** Nothing of this stay will be heard any more. */
    void settle() {
        settled = true;
    }

    private void wakeSuccessor() {
        var pump = successor;
        if (pump != null) {
            pump.wake();
        }
    }
}
