// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** The waiting of {@code WaitForTC}. */
final class PassWait {
    private static final long GRAIN_MICROS = 10;
    private static final long NANOS_PER_MICRO = 1000;

    private PassWait() {}

    /** Waits until the pass is another one. */
    static void until(LongSupplier pass, long timeoutMicros, String who) throws AudioException {
        var grains = Math.max(0, timeoutMicros) / GRAIN_MICROS;
        var nanos = Math.min(Long.MAX_VALUE / 4 / NANOS_PER_MICRO, grains * GRAIN_MICROS) * NANOS_PER_MICRO;
        var first = pass.getAsLong();
        var from = System.nanoTime();
        while (pass.getAsLong() == first) {
            if (System.nanoTime() - from >= nanos) {
                throw new AudioException(
                        Reason.IO_TIMEOUT, who + " did not end its pass in " + grains * GRAIN_MICROS + " µs");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AudioException(Reason.CANCELLED, "interrupted while waiting for " + who);
            }
            LockSupport.parkNanos(GRAIN_MICROS * NANOS_PER_MICRO);
        }
    }
}
