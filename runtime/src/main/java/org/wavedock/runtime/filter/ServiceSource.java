// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.time.Scheduler;

/** Where a pin's service comes from: the miniport's group, and a clock if nobody notifies it. */
final class ServiceSource {
    private static final long NANOS_PER_UNIT = 100;

    private final Scheduler scheduler;
    private final IServiceGroup group;
    private final long period;

    /**
     * A source.
     *
     * @param group the group, whose reference stays the caller's
     * @param period how often it is served by the clock, ns, or 0 for never
     */
    ServiceSource(Scheduler scheduler, IServiceGroup group, long period) {
        this.scheduler = scheduler;
        this.group = group;
        this.period = period;
        if (period > 0) {
            group.supportDelayedService();
        }
    }

    void join(IServiceSink sink) {
        group.addMember(sink);
        served(scheduler.nanoTime());
    }

    /** Waits until no service is running, unless it is the caller's. */
    void leave(IServiceSink sink) {
        group.removeMember(sink);
    }

    void request() {
        group.requestService();
    }

    /** The service is running; the next one is asked for. All pins of a group meet on one grid. Hot path. */
    void served(long now) {
        if (period > 0) {
            var next = (Math.floorDiv(now, period) + 1) * period;
            group.requestDelayedService(-((next - now + NANOS_PER_UNIT - 1) / NANOS_PER_UNIT));
        }
    }
}
