// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.function.LongConsumer;
import org.wavedock.wave.TimeSource;

/**
 * The clock of devices, as whoever is at work on them finds it: now and then he is kept from going on, just before a call has its effect,
 * and the devices go on without him.
 */
final class Interruptions implements TimeSource {
    private static final int CALLS_AN_INTERRUPTION = 300;
    /** Short ones hit what happens within a pass, long ones outlast what a device was given. */
    private static final long SHORT_NANOS = 3_000_000;

    private final SeededScheduler scheduler;
    private final Dice dice;
    private final LongConsumer listener;

    /**
     * A clock.
     *
     * @param listener is told of each interruption, in nanoseconds, before it
     */
    Interruptions(SeededScheduler scheduler, Dice dice, LongConsumer listener) {
        this.scheduler = scheduler;
        this.dice = dice;
        this.listener = listener;
    }

    @Override
    public long nanoTime() {
        if (scheduler.depth() > 0 && dice.oneIn(CALLS_AN_INTERRUPTION)) {
            var nanos = dice.oneIn(2) ? dice.between(0, SHORT_NANOS) : dice.between(0, scheduler.worstLateness());
            listener.accept(nanos);
            scheduler.interrupt(nanos);
        }
        return scheduler.nanoTime();
    }

    @Override
    public void sleep(long nanos) {
        scheduler.sleep(nanos);
    }
}
