// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;
import org.wavedock.wave.Reason;

/**
 * Tells a pin's client what has happened, on a worker of its own: the service never waits for a client, and a client may do as it
 * likes. Posted to by whoever is inside the pin; nothing is allocated for it.
 */
final class Callbacks implements Work {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

    private final Scheduler scheduler;
    private final PositionEvents events;
    private final Runnable first;
    private final Worker worker;
    private Entry newest = new Entry(null);
    private Entry told = newest;
    private volatile long posted;
    private volatile long made;
    private volatile boolean ended;
    private volatile Thread inCall;

    /**
     * Callbacks of a pin.
     *
     * @param first what the worker does before it calls anybody
     */
    Callbacks(Scheduler scheduler, PositionEvents events, Runnable first) {
        this.scheduler = scheduler;
        this.events = events;
        this.first = first;
        worker = scheduler.start("wavedock-pin", this);
    }

    /** A packet has completed. Inside the pin; hot path. */
    void completed(Entry entry, Reason reason) {
        entry.reason = reason;
        newest.next = entry;
        newest = entry;
        var before = posted;
        posted = before + 1;
        worker.wake();
    }

    /** There is something to do. Any thread; hot path. */
    void wake() {
        worker.wake();
    }

    @Override
    public long onCycle(long now) {
        first.run();
        inCall = Thread.currentThread();
        try {
            for (var entry = told.next; entry != null; entry = told.next) {
                told = entry;
                tell(entry);
                var before = made;
                made = before + 1;
            }
            events.tell();
        } finally {
            inCall = null;
        }
        if (ended && isIdle()) {
            worker.end();
        }
        return NEVER;
    }

    private static void tell(Entry entry) {
        StreamPacket packet = entry.packet;
        try {
            entry.giveBack();
            packet.completion().completed(packet, entry.reason, entry.total);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a client failed when a packet completed", e);
        }
    }

    private boolean isIdle() {
        return made == posted && events.isIdle();
    }

    /** Nothing more is posted: the worker ends when all has been told, which the caller waits for, unless it is being told. */
    void end() {
        ended = true;
        worker.wake();
        if (inCall != Thread.currentThread()) {
            scheduler.await(this::isIdle, LONGEST_WAIT_NANOS);
        }
    }
}
