// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;

/** The port factory, and the driver of service groups that belong to no device. */
public final class Ports extends PortMaker implements Work {
    private final Scheduler scheduler;
    private final List<ServiceGroup> groups = new CopyOnWriteArrayList<>();
    private final Worker worker;

    /**
     * A factory.
     *
     * @param scheduler the platform's
     */
    public Ports(Scheduler scheduler) {
        this.scheduler = scheduler;
        worker = scheduler.start("wavedock-groups", this);
    }

    @Override
    public IServiceGroup newServiceGroup() {
        var group = new ServiceGroup(scheduler, worker::wake, groups::remove);
        groups.add(group);
        return group;
    }

    @Override
    public long onCycle(long nowNanos) {
        var next = NEVER;
        for (var group : groups) {
            if (group.isDue(nowNanos)) {
                serve(group, nowNanos);
            }
            next = Math.min(next, group.delayedUntil());
        }
        return next;
    }

    private static void serve(ServiceGroup group, long now) {
        Check.enterService();
        try {
            group.deliver(now);
        } finally {
            Check.leaveService();
        }
    }

    /** Serves no group any more. */
    public void end() {
        worker.end();
    }
}
