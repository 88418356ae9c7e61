// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.runtime.port.ServiceGroup;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;

/**
 * The work of one device's streams: every cycle it services the device's group. It has no thread; from the moment a binding
 * joins until it is released, only the pump touches its channel.
 */
final class Pump implements Work {
    /** portcls asks for service every 10 ms; a stream with a short lead more often. */
    static final long PERIOD_NANOS = 10_000_000;

    private static final long SHORTEST_PERIOD_NANOS = 500_000;
    /** How often a lead is topped up before it would have run out. */
    private static final int PASSES_A_LEAD = 4;

    private final Scheduler scheduler;
    private final String name;
    private final ServiceGroup group;
    private final Door door = new Door();
    private volatile Worker worker;
    private long next;

    Pump(Scheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
        group = new ServiceGroup(scheduler, this::wake, gone -> {});
    }

    ServiceGroup group() {
        return group;
    }

    /** Where a backend may keep it. */
    Door door() {
        return door;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Lets a binding be serviced from now on. Control side; the first one starts the worker. */
    void join(Binding binding) {
        group.addMember(binding);
        if (worker == null) {
            worker = scheduler.start(name, this);
        }
        wake();
    }

    /** The binding was released by the pump, or given up. */
    void leave(Binding binding) {
        group.removeMember(binding);
    }

    void wake() {
        var driver = worker;
        if (driver != null) {
            driver.wake();
        }
    }

    /** A binding wants to be serviced by then. Called during a cycle. */
    void wantBy(long deadline) {
        next = Math.min(next, deadline);
    }

    @Override
    public long onCycle(long now) {
        door.enter();
        try {
            next = group.delayedUntil();
            group.deliver(now);
            return next;
        } finally {
            door.leave();
        }
    }

    /** The next point of an absolute grid: periods are never summed. */
    static long nextTick(long now, long period) {
        return (Math.floorDiv(now, period) + 1) * period;
    }

    /** How often a stream has to be serviced. */
    static long periodFor(long leadNanos) {
        return Math.max(SHORTEST_PERIOD_NANOS, Math.min(PERIOD_NANOS, leadNanos / PASSES_A_LEAD));
    }

    void end() {
        var driver = worker;
        if (driver != null) {
            driver.end();
        }
    }
}
