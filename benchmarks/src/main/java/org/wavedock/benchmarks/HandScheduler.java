// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;

/** A scheduler and a clock that only move when the benchmark says so, in its one thread. */
final class HandScheduler implements Scheduler {
    private static final String PUMP = "wavedock-pump-";
    private static final long STEP_NANOS = 1_000_000;

    private final Map<String, Work> works = new LinkedHashMap<>();
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    void advance(long nanos) {
        now += nanos;
    }

    /** The work of a device's pump, which is there from its first stream on. */
    Work pump(String device) {
        return works.get(PUMP + device);
    }

    /** Runs everything once, the pumps too. */
    void runAll() {
        Map.copyOf(works).values().forEach(work -> work.onCycle(now));
    }

    /** Runs everything but the pumps once. */
    void runControl() {
        Map.copyOf(works).forEach((name, work) -> {
            if (!name.startsWith(PUMP)) {
                work.onCycle(now);
            }
        });
    }

    @Override
    public Worker start(String name, Work work) {
        works.put(name, work);
        return new Worker() {
            @Override
            public void wake() {
                // The benchmark drives.
            }

            @Override
            public void end() {
                works.remove(name, work);
            }
        };
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        var deadline = now + timeoutNanos;
        while (!condition.getAsBoolean() && now < deadline) {
            runAll();
            now += STEP_NANOS;
        }
        return condition.getAsBoolean();
    }
}
