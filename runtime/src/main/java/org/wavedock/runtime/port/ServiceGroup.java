// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.time.Work;
import org.wavedock.wave.TimeSource;

/**
 * A service group: requests from any thread, delivered to all members by whoever drives the group (the "DPC"), never on the
 * requester's stack. Requests that come before a delivery collapse into it.
 */
public final class ServiceGroup extends CUnknown implements IServiceGroup {
    private static final IServiceSink[] NOBODY = {};
    private static final long NANOS_PER_UNIT = 100;
    private static final long LOOK_NANOS = 100_000;
    /** A century; what is later comes then. */
    private static final long LONGEST_DELAY = 100L * 366 * 24 * 3600 * 10_000_000;

    private final TimeSource time;
    private final Runnable wake;
    private final Consumer<ServiceGroup> onDestroy;
    private volatile IServiceSink[] members = NOBODY;
    private volatile boolean requested;
    private volatile boolean delaySupported;
    private final AtomicLong delayedUntil = new AtomicLong(Work.NEVER);
    private volatile IServiceSink inCall;
    private volatile Thread caller;

    /**
     * An empty group.
     *
     * @param time the clock of delayed requests
     * @param wake makes the driver call {@link #deliver} soon; any thread, no lock
     * @param onDestroy told when the last reference goes
     */
    public ServiceGroup(TimeSource time, Runnable wake, Consumer<ServiceGroup> onDestroy) {
        this.time = time;
        this.wake = wake;
        this.onDestroy = onDestroy;
    }

    @Override
    public void requestService() {
        requested = true;
        wake.run();
    }

    /** Whether somebody asked for service since the last delivery began, or a delayed request has come due. */
    public boolean isDue(long now) {
        return requested || delayedUntil.get() <= now;
    }

    /** When a delayed request comes due, or {@link Work#NEVER}. */
    public long delayedUntil() {
        return delayedUntil.get();
    }

    /** Calls every member, in the order of joining. The driver's side; hot path. */
    public void deliver(long now) {
        requested = false;
        var due = delayedUntil.get();
        if (due <= now) {
            delayedUntil.compareAndSet(due, Work.NEVER);
        }
        caller = Thread.currentThread();
        try {
            for (var member : members) {
                inCall = member;
                member.requestService();
            }
        } finally {
            inCall = null;
            caller = null;
        }
    }

    @Override
    public synchronized void addMember(IServiceSink member) {
        Objects.requireNonNull(member, "member").addRef();
        var grown = Arrays.copyOf(members, members.length + 1);
        grown[members.length] = member;
        members = grown;
    }

    @Override
    public void removeMember(IServiceSink member) {
        if (!takeOut(member)) {
            return;
        }
        // Whoever removes may free the member next: not while it is being called, unless it is the member itself that
        // asks.
        while (inCall == member && caller != Thread.currentThread()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        member.release();
    }

    private synchronized boolean takeOut(IServiceSink member) {
        for (var i = 0; i < members.length; i++) {
            if (members[i] == member) {
                var left = new IServiceSink[members.length - 1];
                System.arraycopy(members, 0, left, 0, i);
                System.arraycopy(members, i + 1, left, i, left.length - i);
                members = left;
                return true;
            }
        }
        return false;
    }

    @Override
    public void supportDelayedService() {
        delaySupported = true;
    }

    @Override
    public void requestDelayedService(long delay) {
        if (!delaySupported) {
            throw new IllegalStateException("supportDelayedService has not been called");
        }
        var units = Math.min(Math.abs(Math.max(delay, -LONGEST_DELAY)), LONGEST_DELAY);
        delayedUntil.set((delay < 0 ? time.nanoTime() : 0) + units * NANOS_PER_UNIT);
        wake.run();
    }

    @Override
    public void cancelDelayedService() {
        delayedUntil.set(Work.NEVER);
    }

    @Override
    protected void destroy() {
        for (var member : members) {
            member.release();
        }
        members = NOBODY;
        onDestroy.accept(this);
    }
}
