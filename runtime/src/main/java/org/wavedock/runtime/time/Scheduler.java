// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

import java.util.function.BooleanSupplier;
import org.wavedock.wave.TimeSource;

/** Time, waiting and threads of the whole runtime, so that one thread and a virtual clock can run it all. */
public interface Scheduler extends TimeSource {
    /**
     * Starts a worker; its first cycle comes soon.
     *
     * @param name for people
     * @param work what it does
     * @return the worker
     */
    Worker start(String name, Work work);

    /**
     * Waits. In virtual time this is what makes time pass.
     *
     * @param condition looked at again and again, by the calling thread
     * @param timeoutNanos the longest wait; 0 looks once
     * @return what the condition said last
     */
    boolean await(BooleanSupplier condition, long timeoutNanos);

    /** Waiting for nothing: in virtual time everybody else goes on, and a worker that sleeps in its own cycle is not entered again. */
    @Override
    default void sleep(long nanos) {
        await(() -> false, nanos);
    }
}
