// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import java.util.concurrent.atomic.AtomicReference;

/** Whose turn it is in one channel: one thread at a time, any thread after another. */
final class Turn {
    private final Object channel;
    private final AtomicReference<Thread> holder = new AtomicReference<>();
    private volatile String method;
    private int depth;

    /** The channel is asked for its name when there is something to say. */
    Turn(Object channel) {
        this.channel = channel;
    }

    /** A call begins. Followed by {@link #leave()} unless it throws. */
    void enter(String entered) {
        var me = Thread.currentThread();
        var other = holder.compareAndExchange(null, me);
        if (other != null && other != me) {
            throw Violations.of(
                    "overlap " + entered,
                    "thread " + me.getName() + " calls " + entered + " of " + channel + " while thread "
                            + other.getName() + " is in " + method + "; expected one thread at a time");
        }
        if (depth++ == 0) {
            method = entered;
        }
    }

    /** A call that may block begins. */
    void enterPassive(String entered) {
        if (Check.inService()) {
            throw Violations.of(
                    "level " + entered,
                    "thread " + Thread.currentThread().getName() + " calls " + entered + " of " + channel
                            + " in a service pass; expected a thread that may block");
        }
        enter(entered);
    }

    void leave() {
        if (--depth == 0) {
            holder.set(null);
        }
    }
}
