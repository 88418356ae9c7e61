// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The wish to stop a command: asked for on one thread, noticed on the one that works. Nobody is interrupted. */
final class Cancellation {
    private static final long POLL_MILLIS = 2;

    private volatile boolean requested;

    void request() {
        requested = true;
    }

    boolean isRequested() {
        return requested;
    }

    /** Throws if the command should stop. */
    void check() throws Failure {
        if (requested) {
            throw Failure.cancelled();
        }
    }

    /** Waits, in real time whatever clock the platform runs on; for OSGi's affairs, never for audio. */
    boolean waitFor(BooleanSupplier condition, Duration limit) throws Failure {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            check();
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.cancelled();
            }
        }
        return true;
    }
}
