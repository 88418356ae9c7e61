// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.wave.TimeSource;

/**
 * Somebody goes in, where a backend may keep him, and comes out; somebody else looks whether he does.
 *
 * <p>What counts is the time in which the watching side has looked, not the time that went by: if the whole platform was held up,
 * nobody was kept.
 */
final class Door {
    /** How often to look. */
    static final long LOOK_NANOS = 40_000_000;

    private static final long NOBODY = 0;

    private long visits;
    private volatile long inside = NOBODY;

    private long seen = NOBODY;
    private long lookedAt;
    private long kept;

    /** One at a time. Hot path. */
    void enter() {
        visits++;
        inside = visits;
    }

    void leave() {
        inside = NOBODY;
    }

    /** A clock for whoever is inside: nobody keeps him while he waits of his own accord. */
    TimeSource inside(TimeSource time) {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public void sleep(long nanos) {
                leave();
                try {
                    time.sleep(nanos);
                } finally {
                    enter();
                }
            }
        };
    }

    /** Looks; answers for how many nanoseconds the same visit has been seen to last. By one thread. */
    long look(long now) {
        var visit = inside;
        kept = visit == NOBODY || visit != seen ? 0 : kept + Math.min(now - lookedAt, LOOK_NANOS);
        seen = visit;
        lookedAt = now;
        return kept;
    }
}
