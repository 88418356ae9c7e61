// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

/** Something that has to be done again and again, without a thread of its own. */
@FunctionalInterface
public interface Work {
    /** A deadline that never comes: sleep until woken. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Does what is due. Called by one thread at a time.
     *
     * @param nowNanos the scheduler's time
     * @return when to be called next, on the scheduler's clock, if nobody wakes the worker before; {@link #NEVER} for not at all
     */
    long onCycle(long nowNanos);
}
