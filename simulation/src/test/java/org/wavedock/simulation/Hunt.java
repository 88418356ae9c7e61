// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.function.LongFunction;

/** Lives one seed in a class loader of its own; answers in the JDK's types with what did not hold, or null. */
public final class Hunt implements LongFunction<String> {
    /** Called by reflection. */
    public Hunt() {
        Failures.watch();
    }

    @Override
    public String apply(long seed) {
        var outcome = Life.of(seed, Trace.none());
        return outcome.isGood() ? null : outcome.broken() + ": " + outcome.how();
    }
}
