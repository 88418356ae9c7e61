// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.concurrent.atomic.AtomicLong;
import org.wavedock.wave.TimeSource;

/** Time that stands until a test moves it. */
final class HandClock implements TimeSource {
    private final AtomicLong nanos = new AtomicLong(-1_000_000_007);

    private Runnable onSleep = () -> {};

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    /** What else happens when somebody sleeps. */
    void onSleep(Runnable action) {
        onSleep = action;
    }

    @Override
    public void sleep(long more) {
        advance(more);
        onSleep.run();
    }

    void advance(long more) {
        nanos.addAndGet(more);
    }

    void advanceMillis(long millis) {
        advance(millis * 1_000_000);
    }
}
