// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.ServicePass;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;

/**
 * Virtual time in one thread, in any order that real threads could have: of all the work that is due some is taken, wake-ups are
 * late, and whoever waits runs the others meanwhile.
 */
final class SeededScheduler implements Scheduler {
    private static final long MILLI = 1_000_000;
    private static final long PROMPT_NANOS = 10 * MILLI;
    private static final long HELD_UP_NANOS = 100 * MILLI;
    private static final long WINDOW_NANOS = 100 * MILLI;
    /** Ten times what any honest work needs in that time. */
    private static final int MOST_STEPS = 2_000;

    private final Dice dice;
    private final Verdict verdict;
    private final Trace trace;
    private final long worstLateness;
    private final List<Place> places = new ArrayList<>();
    private final List<Place> due = new ArrayList<>();
    /** Of those who wait, one in the other. */
    private final Deque<Long> deadlines = new ArrayDeque<>();

    private Runnable watcher = () -> {};
    private long now;
    private long steps;
    private long window;
    private int stepsInWindow;
    private long heldUp;

    /** Nothing to do yet, at time 0; nobody is later than the worst lateness, in nanoseconds. */
    SeededScheduler(Dice dice, long worstLateness, Verdict verdict, Trace trace) {
        this.dice = dice;
        this.worstLateness = worstLateness;
        this.verdict = verdict;
        this.trace = trace;
        trace.clock(this::nanoTime);
    }

    /** How late somebody may be, in nanoseconds. */
    long worstLateness() {
        return worstLateness;
    }

    /** Whether nobody is ever late by much. */
    boolean isPrompt() {
        return worstLateness <= PROMPT_NANOS;
    }

    /** Is called after each step. */
    void watcher(Runnable look) {
        watcher = look;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    long steps() {
        return steps;
    }

    /** How many wait, one in the other. */
    int depth() {
        return deadlines.size();
    }

    /** For how long waits have been over whose callers could not go on, because others waited inside them; real threads would. */
    long heldUp() {
        return heldUp;
    }

    /** Whether somebody's wait has been over for long, and he cannot go on; a real thread would. */
    boolean isHoldingUp() {
        return deadlines.stream().anyMatch(deadline -> now - deadline > HELD_UP_NANOS);
    }

    List<String> workers() {
        return places.stream().map(place -> place.name).toList();
    }

    @Override
    public Worker start(String name, Work work) {
        var place = new Place(name, work);
        places.add(place);
        return place;
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        if (timeoutNanos <= 0) {
            return condition.getAsBoolean();
        }
        var deadline = now + Math.min(timeoutNanos, Long.MAX_VALUE / 2);
        deadlines.addLast(deadline);
        var outer = ServicePass.suspend();
        try {
            while (!condition.getAsBoolean()) {
                if (verdict.isBroken()) {
                    // Nobody does anything any more, and whoever counts the time he waits must not wait for ever.
                    now = Math.max(now, deadline);
                    return condition.getAsBoolean();
                }
                if (!step(deadline)) {
                    return condition.getAsBoolean();
                }
                heldUp += Math.max(0, now - deadline);
            }
            return true;
        } finally {
            ServicePass.resume(outer);
            deadlines.removeLast();
        }
    }

    /** Runs one cycle that is due, or moves time to the next one; not beyond the deadline. */
    private boolean step(long deadline) {
        if (now >= deadline && (now > deadline || dice.oneIn(2))) {
            return false;
        }
        var next = earliest();
        if (next > deadline) {
            now = Math.max(now, deadline);
            return false;
        }
        now = Math.max(now, next);
        choose().cycle();
        count();
        watcher.run();
        return true;
    }

    private long earliest() {
        var next = Work.NEVER;
        for (var place : places) {
            if (!place.running) {
                next = Math.min(next, place.due());
            }
        }
        return next;
    }

    private Place choose() {
        due.clear();
        for (var place : places) {
            if (!place.running && place.due() <= now) {
                due.add(place);
            }
        }
        return due.size() == 1 ? due.get(0) : dice.pick(due);
    }

    private void count() {
        steps++;
        if (now / WINDOW_NANOS != window) {
            window = now / WINDOW_NANOS;
            stepsInWindow = 0;
        }
        if (++stepsInWindow > MOST_STEPS) {
            verdict.broken(Invariant.EVERYTHING_ENDS, "work without end: %s", workers());
        }
    }

    /** Time goes by while somebody is in the middle of something; nobody else is at work meanwhile. */
    void interrupt(long nanos) {
        now += nanos;
        heldUp += nanos;
    }

    /** Mostly little; now and then somebody else had the processor. */
    private long lateness() {
        var kind = dice.below(512);
        if (kind < 384) {
            return dice.below(60_000);
        }
        return kind < 511 ? dice.below(1_500_000) : dice.between(0, worstLateness);
    }

    private final class Place implements Worker {
        private final String name;
        private final Work work;
        private boolean running;
        private long deadline;
        private long wokenFor = Work.NEVER;

        Place(String name, Work work) {
            this.name = name;
            this.work = work;
            deadline = now + lateness();
        }

        long due() {
            return Math.min(deadline, wokenFor);
        }

        void cycle() {
            running = true;
            wokenFor = Work.NEVER;
            trace.say("run %s", name);
            try {
                var wanted = work.onCycle(now);
                // Who wants to go on at once has not slept.
                deadline = wanted <= now || wanted == Work.NEVER ? wanted : wanted + lateness();
            } catch (RuntimeException | Error e) {
                verdict.broken(Invariant.NO_WORK_FAILS, "%s failed: %s", name, Failures.describe(e));
                deadline = Work.NEVER;
            } finally {
                running = false;
            }
        }

        @Override
        public void wake() {
            if (wokenFor == Work.NEVER) {
                wokenFor = now + lateness();
            }
        }

        @Override
        public void end() {
            places.remove(this);
        }
    }
}
