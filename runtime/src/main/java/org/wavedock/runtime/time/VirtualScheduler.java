// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Virtual time: whoever waits runs all the work that is due, and time jumps to the next deadline. Between waits it stands still.
 *
 * <p>Several threads may wait; they take turns, one cycle of one worker at a time.
 */
public final class VirtualScheduler implements Scheduler {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final long AFTER_FAILURE_NANOS = 10_000_000;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private volatile long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Worker start(String name, Work work) {
        var place = new Place(name, work);
        places.add(place);
        return place;
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        var start = now;
        var deadline = start + Math.min(timeoutNanos, Long.MAX_VALUE - 1 - start);
        var turns = giveUpTurns();
        try {
            return awaitUntil(condition, deadline);
        } finally {
            for (; turns > 0; turns--) {
                turn.lock();
            }
        }
    }

    /** Work that waits inside its own cycle, perhaps for ever, keeps no other thread from its turn. */
    private int giveUpTurns() {
        var turns = turn.getHoldCount();
        for (var i = 0; i < turns; i++) {
            turn.unlock();
        }
        return turns;
    }

    private boolean awaitUntil(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean()) {
            turn.lock();
            try {
                if (!step(deadline)) {
                    return condition.getAsBoolean();
                }
            } finally {
                turn.unlock();
            }
        }
        return true;
    }

    /** Runs one cycle that is due by the deadline, or moves time there. */
    private boolean step(long deadline) {
        var next = earliest();
        if (next == null || next.due() > deadline) {
            now = Math.max(now, deadline);
            return false;
        }
        now = Math.max(now, next.due());
        var outer = ServicePass.suspend();
        try {
            next.cycle();
        } finally {
            ServicePass.resume(outer);
        }
        return true;
    }

    private Place earliest() {
        Place best = null;
        for (var place : places) {
            // A worker that waits inside its own cycle must not be entered again.
            if (!place.running && (best == null || place.due() < best.due())) {
                best = place;
            }
        }
        return best;
    }

    private final class Place implements Worker {
        private final String name;
        private final Work work;
        private boolean running;
        private long deadline = Long.MIN_VALUE;
        private volatile boolean woken;

        Place(String name, Work work) {
            this.name = name;
            this.work = work;
        }

        long due() {
            return woken ? Long.MIN_VALUE : deadline;
        }

        void cycle() {
            running = true;
            woken = false;
            try {
                deadline = work.onCycle(now);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "work of " + name + " failed; it goes on", e);
                deadline = now + AFTER_FAILURE_NANOS;
            } finally {
                running = false;
            }
        }

        @Override
        public void wake() {
            woken = true;
        }

        @Override
        public void end() {
            places.remove(this);
        }
    }
}
