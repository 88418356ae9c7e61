// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many short trials, two at a time; all are made, and all that failed are told. */
final class Trials {
    private static final int AT_A_TIME = 2;

    private final Map<String, Callable<?>> trials = new LinkedHashMap<>();

    /** Something to try. */
    interface Trial {
        void run() throws Exception;
    }

    void add(String name, Trial trial) {
        Callable<?> previous = trials.put(name, () -> {
            trial.run();
            return null;
        });
        if (previous != null) {
            throw new IllegalArgumentException("two trials called " + name);
        }
    }

    void run() throws InterruptedException {
        var executor = Executors.newFixedThreadPool(AT_A_TIME);
        var failure = new AssertionError("failed trials:");
        try {
            var results = new LinkedHashMap<String, Future<?>>();
            trials.forEach((name, trial) -> results.put(name, executor.submit(trial)));
            for (var result : results.entrySet()) {
                try {
                    result.getValue().get();
                } catch (ExecutionException e) {
                    failure.addSuppressed(new AssertionError(result.getKey(), e.getCause()));
                }
            }
        } finally {
            executor.shutdownNow();
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
