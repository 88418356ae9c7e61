// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.TimeSource;

/** A clock that each look at it takes on by a frame at 48 kHz; whoever looks may be kept from going on for a while, once. */
final class LateClock implements TimeSource {
    private static final long A_LOOK_TAKES = 20_834;

    private long now;
    private int looks;
    private int looksToSleep = Integer.MAX_VALUE;
    private long sleep;

    @Override
    public long nanoTime() {
        if (++looks == looksToSleep) {
            now += sleep;
        }
        return now += A_LOOK_TAKES;
    }

    /** What time it is, to somebody who does not look. */
    long now() {
        return now;
    }

    void pass(long nanos) {
        now += nanos;
    }

    /** Who looks so many times from here takes so long. */
    void sleepAt(int look, long nanos) {
        looksToSleep = looks + look;
        sleep = nanos;
    }
}
