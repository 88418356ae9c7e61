// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.wave.TimeSource;

/**
 * How time passes for a device: by itself, or only when the rules say so. A simulated device is to read its time from here.
 * Any thread.
 */
@ProviderType
public final class TestClock implements TimeSource {
    private final Scheduler scheduler;
    private final AtomicLong ticked = new AtomicLong();
    private volatile long tick;

    private TestClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * The system's clock, for devices that have their own.
     *
     * @return a new one
     */
    public static TestClock real() {
        return new TestClock(new RealScheduler());
    }

    /**
     * A clock that stands until a rule moves it, for devices that are simulated. It begins at 0.
     *
     * @return a new one
     */
    public static TestClock virtual() {
        return new TestClock(new VirtualScheduler());
    }

    @Override
    public long nanoTime() {
        return scheduler.nanoTime() + ticked.addAndGet(tick);
    }

    /**
     * Whether it stands until it is moved.
     *
     * @return false for the system's clock
     */
    public boolean isVirtual() {
        return scheduler instanceof VirtualScheduler;
    }

    /**
     * Lets time pass. Blocks, for as long if the clock is real.
     *
     * @param time how much
     */
    public void pass(Duration time) {
        pass(time.toNanos());
    }

    void pass(long nanos) {
        scheduler.await(() -> false, nanos);
    }

    /** From now on each look at a virtual clock moves it by so many nanoseconds; 0 for none. */
    void tick(long nanos) {
        tick = nanos;
    }

    /** What the engine runs on. */
    Scheduler scheduler() {
        return scheduler;
    }
}
