// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.Resource;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** The port factory, and the driver of service groups that belong to no device. */
public final class Ports implements PortFactory, Work {
    private final Scheduler scheduler;
    private final List<ServiceGroup> groups = new CopyOnWriteArrayList<>();
    private final Worker worker;
    private final Map<Class<? extends IPort>, Supplier<IPort>> makers =
            Map.of(IPortWaveCyclic.class, WaveCyclicPort::new, IPortWavePci.class, WavePciPort::new);

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
    public <P extends IPort> P newPort(Class<P> portClass) throws AudioException {
        if (portClass == null) {
            throw new AudioException(Reason.INVALID_PARAMETER, "port class is null, expected " + makers.keySet());
        }
        var maker = makers.get(portClass);
        if (maker == null) {
            throw new AudioException(
                    Reason.NOT_SUPPORTED, "no port of class " + portClass.getName() + ", expected " + makers.keySet());
        }
        return portClass.cast(maker.get());
    }

    @Override
    public IServiceGroup newServiceGroup() {
        var group = new ServiceGroup(scheduler, worker::wake, groups::remove);
        groups.add(group);
        return group;
    }

    @Override
    public IResourceList newResourceList(List<? extends Resource> entries) {
        return new ResourceList(List.copyOf(entries));
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
