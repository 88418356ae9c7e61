// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import org.wavedock.stream.StreamSnapshot;
import org.wavedock.wave.StreamState;

/** For how long a stream has stayed on a device that stands, with frames to play and no reason to wait. */
final class Patience {
    private static final long MILLI = 1_000_000;
    private static final long MOST_NANOS = 250 * MILLI;
    /** What a pass and a few late ones add. */
    private static final long SLACK_NANOS = 50 * MILLI;

    private static final int LATE_PASSES = 3;

    private final World world;
    private String stay;
    private long since;

    Patience(World world) {
        this.world = world;
    }

    /** Looks; answers for how many nanoseconds too long the stream has waited, 0 if it has not. */
    long look(StreamSnapshot now, int swaps) {
        var time = world.scheduler().nanoTime();
        var waits = now.device() != null
                && now.state() == StreamState.RUN
                && now.framesRendered() + now.framesLost() + now.framesDropped() < now.framesSubmitted();
        // Frames that are heard meanwhile were on their way.
        var here = waits ? now.device() + " " + swaps + " " + now.framesRendered() : null;
        if (here == null || !here.equals(stay)) {
            stay = here;
            since = time;
            return 0;
        }
        var stood = time - Math.max(since, world.standsSince(now.device()));
        // Who comes out of a call in time may find a clock that stands, and only then begins to wait for that.
        var most = world.stoodTwice(now.device()) ? 2 * MOST_NANOS : MOST_NANOS;
        return Math.max(
                0, stood - most - SLACK_NANOS - LATE_PASSES * world.scheduler().worstLateness());
    }
}
