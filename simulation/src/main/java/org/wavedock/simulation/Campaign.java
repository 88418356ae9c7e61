// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Many seeds, one after the other on each of a few threads; a life is all on one thread and knows of no other. */
final class Campaign {
    private static final int MOST_THREADS = 2;

    private final Totals totals = new Totals();
    private final List<Outcome> failures = new ArrayList<>();
    private final AtomicLong next;

    Campaign(long firstSeed) {
        next = new AtomicLong(firstSeed);
    }

    /** Lives so many seeds, or fewer if it is time to end; the listener is told of each, on any thread, one at a time. */
    void run(long seeds, BooleanSupplier isOver, Consumer<Campaign> listener) throws InterruptedException {
        Failures.watch();
        var end = next.get() + seeds;
        var threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var runs = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> work(end, isOver, listener)))
                    .toList();
            for (var run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation itself has failed", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void work(long end, BooleanSupplier isOver, Consumer<Campaign> listener) {
        for (var seed = next.getAndIncrement(); seed < end && !isOver.getAsBoolean(); seed = next.getAndIncrement()) {
            var outcome = Life.of(seed, Trace.none());
            synchronized (this) {
                totals.addAll(outcome.totals());
                if (!outcome.isGood()) {
                    failures.add(outcome);
                }
                listener.accept(this);
            }
        }
    }

    synchronized Totals totals() {
        return totals;
    }

    synchronized List<Outcome> failures() {
        return List.copyOf(failures);
    }
}
