// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

/** Lengths of time, counted in classes of 0.1 ms so that any number of them needs no more memory. */
final class Gaps {
    private static final int CLASS_MICROS = 100;
    private static final int CLASSES = 20_000;

    private final long[] counts = new long[CLASSES];
    private long total;
    private long longest;

    void add(long micros) {
        counts[(int) Math.min(CLASSES - 1, micros / CLASS_MICROS)]++;
        total++;
        longest = Math.max(longest, micros);
    }

    long longest() {
        return longest;
    }

    /** The end of the class that so many of a hundred do not exceed. */
    long percentile(int percent) {
        var wanted = (total * percent + 99) / 100;
        var seen = 0L;
        for (var i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(longest, (long) (i + 1) * CLASS_MICROS);
            }
        }
        return longest;
    }
}
