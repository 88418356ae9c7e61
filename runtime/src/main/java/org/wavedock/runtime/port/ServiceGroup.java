// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final Place[] NOBODY = {};
    private static final long NANOS_PER_UNIT = 100;
    private static final long LOOK_NANOS = 100_000;
    /** A century; what is later comes then. */
    private static final long LONGEST_DELAY = 100L * 366 * 24 * 3600 * 10_000_000;

    /** Taken by whoever makes a group a member of another: two at once could close a circle that neither sees. */
    private static final Object NESTING = new Object();

    /** Where a sink sits in the group; one that was added twice sits in two. */
    private static final class Place {
        final IServiceSink sink;
        volatile boolean left;
        boolean hasFailed;

        Place(IServiceSink sink) {
            this.sink = sink;
        }
    }

    private final TimeSource time;
    private final Runnable wake;
    private final Consumer<ServiceGroup> onDestroy;
    private volatile Place[] places = NOBODY;
    private volatile boolean requested;
    private volatile boolean delaySupported;
    private final AtomicLong delayedUntil = new AtomicLong(Work.NEVER);
    private volatile Place inCall;
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

    /** Calls every member, in the order of joining; who joins meanwhile is called next time. The driver's side; hot path. */
    public void deliver(long now) {
        requested = false;
        var due = delayedUntil.get();
        if (due <= now) {
            delayedUntil.compareAndSet(due, Work.NEVER);
        }
        caller = Thread.currentThread();
        for (var place : places) {
            serve(place);
        }
        caller = null;
    }

    private void serve(Place place) {
        inCall = place;
        try {
            // Asked only now: whoever takes the sink out is either seen here, or sees the call and waits for its end.
            if (!place.left) {
                place.sink.requestService();
            }
        } catch (RuntimeException | Error e) {
            report(place, e);
        } finally {
            inCall = null;
        }
    }

    /** The other members are not to suffer, nor is whoever reads the log. */
    private static void report(Place place, Throwable failure) {
        if (!place.hasFailed) {
            place.hasFailed = true;
            LOG.log(
                    Level.ERROR,
                    "service of " + place.sink + " failed; it is called again, and further failures are not reported",
                    failure);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the sink is this group, or a group that this one is somewhere in
     */
    @Override
    public void addMember(IServiceSink sink) {
        Objects.requireNonNull(sink, "sink");
        if (sink instanceof ServiceGroup inner) {
            synchronized (NESTING) {
                if (inner.holds(this)) {
                    throw new IllegalArgumentException(
                            sink + " leads back to " + this + "; expected a group that this one is not in");
                }
                append(sink);
            }
        } else {
            append(sink);
        }
    }

    /** Whether a request to this group reaches another one in the end. */
    private boolean holds(ServiceGroup other) {
        if (other == this) {
            return true;
        }
        for (var place : places) {
            if (place.sink instanceof ServiceGroup inner && inner.holds(other)) {
                return true;
            }
        }
        return false;
    }

    private synchronized void append(IServiceSink sink) {
        sink.addRef();
        var grown = Arrays.copyOf(places, places.length + 1);
        grown[places.length] = new Place(sink);
        places = grown;
    }

    @Override
    public void removeMember(IServiceSink sink) {
        if (takeOut(sink)) {
            letGo(sink);
        }
    }

    /** Takes out the first place of a sink. */
    private synchronized boolean takeOut(IServiceSink sink) {
        for (var i = 0; i < places.length; i++) {
            if (places[i].sink == sink) {
                places[i].left = true;
                var left = new Place[places.length - 1];
                System.arraycopy(places, 0, left, 0, i);
                System.arraycopy(places, i + 1, left, i, left.length - i);
                places = left;
                return true;
            }
        }
        return false;
    }

    /**
     * Whoever takes a sink out may free it next: not while it is being called, unless this is done from within a call of the
     * group.
     */
    private void letGo(IServiceSink sink) {
        var running = inCall;
        if (running != null && running.sink == sink && caller != Thread.currentThread()) {
            while (inCall == running) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
        sink.release();
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

    /** Whatever was asked for and has not been delivered is not delivered any more. */
    @Override
    protected void destroy() {
        onDestroy.accept(this);
        for (var place : places) {
            removeMember(place.sink);
        }
    }
}
