// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.wavedock.portcls.WavePin.PositionEvent;

/**
 * The places in a stream that a client wants to hear of. Whoever is inside the pin says how far the stream is; the callbacks are made
 * by one thread, elsewhere.
 */
final class PositionEvents {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final Event[] NONE = {};

    private final boolean looped;
    private volatile Event[] all = NONE;

    PositionEvents(boolean looped) {
        this.looped = looped;
    }

    private final class Event implements PositionEvent {
        private final long offset;
        private final Runnable callback;
        /** How far the stream was when this was last looked at. */
        private long seen;
        /** Callbacks made before their time. */
        private long ahead;
        /** An ordinary stream passes a place once. */
        private boolean over;

        private volatile long due;
        private volatile long made;

        Event(long offset, Runnable callback, long seen) {
            this.offset = offset;
            this.callback = callback;
            this.seen = seen;
        }

        void fire(long times) {
            var before = due;
            due = before + times;
        }

        boolean isIdle() {
            return made == due;
        }

        void tell() {
            for (var told = made; told < due; told++) {
                made = told + 1;
                try {
                    callback.run();
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.WARNING, "a client failed at a position event", e);
                }
            }
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /** Adds one. Inside the pin. */
    PositionEvent add(long offset, Runnable callback, long position) {
        var event = new Event(offset, callback, position);
        synchronized (this) {
            var kept =
                    Arrays.stream(all).filter(old -> !old.over || !old.isIdle()).toArray(Event[]::new);
            all = Arrays.copyOf(kept, kept.length + 1);
            all[kept.length] = event;
        }
        return event;
    }

    private synchronized void remove(Event event) {
        all = Arrays.stream(all).filter(other -> other != event).toArray(Event[]::new);
    }

    /**
     * The stream has come to a place. Inside the pin; hot path.
     *
     * @param position bytes, ever growing
     * @param loop the length of the looped packet, bytes, or 0
     * @return whether there is somebody to tell
     */
    boolean passed(long position, int loop) {
        var anything = false;
        for (var event : all) {
            if (looped) {
                passed(event, position, loop);
            } else if (!event.over && position >= event.offset) {
                event.over = true;
                event.fire(1);
            }
            anything |= !event.isIdle();
        }
        return anything;
    }

    private static void passed(Event event, long position, int loop) {
        if (event.offset < loop) {
            var times = rounds(event, position, loop) - rounds(event, event.seen, loop);
            var silently = Math.min(times, event.ahead);
            event.ahead -= silently;
            event.fire(times - silently);
        }
        event.seen = position;
    }

    /** How often the place has been passed up to a position. */
    private static long rounds(Event event, long position, int loop) {
        return Math.floorDiv(position - event.offset, (long) loop);
    }

    /** The stream pauses: whoever waits for a place waits no longer. Inside the pin. */
    void bringForward(int loop) {
        for (var event : all) {
            if (looped ? event.offset < loop && event.ahead == 0 : !event.over) {
                event.over = !looped;
                event.ahead = 1;
                event.fire(1);
            }
        }
    }

    /** The stream is at its beginning again. Inside the pin. */
    void restart() {
        for (var event : all) {
            event.seen = 0;
            event.ahead = 0;
        }
    }

    boolean isIdle() {
        for (var event : all) {
            if (!event.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** Makes the callbacks that are due. */
    void tell() {
        for (var event : all) {
            event.tell();
        }
    }
}
