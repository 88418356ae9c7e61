// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;

/** A scheduler whose hands are the test's: work runs when the test says so, except while somebody waits. */
final class HandScheduler implements Scheduler {
    private final List<Work> works = new ArrayList<>();
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    void advance(long nanos) {
        now += nanos;
    }

    void runAll() {
        List.copyOf(works).forEach(work -> work.onCycle(now));
    }

    @Override
    public Worker start(String name, Work work) {
        works.add(work);
        return new Worker() {
            @Override
            public void wake() {
                // The test drives.
            }

            @Override
            public void end() {
                works.remove(work);
            }
        };
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        var deadline = now + timeoutNanos;
        while (!condition.getAsBoolean() && now <= deadline) {
            runAll();
            now += 1_000_000;
        }
        return condition.getAsBoolean();
    }
}
