// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.util.ArrayList;
import java.util.List;

/** A long sequence of numbers in little memory, where most follow the one before. */
final class Runs {
    private final List<long[]> runs = new ArrayList<>();
    private long total;

    /** Adds so many numbers that count up from the first. */
    void add(long first, long count) {
        if (count <= 0) {
            return;
        }
        total += count;
        if (!runs.isEmpty()) {
            var last = runs.get(runs.size() - 1);
            if (last[0] + last[1] == first) {
                last[1] += count;
                return;
            }
        }
        runs.add(new long[] {first, count});
    }

    /** How many numbers. */
    long total() {
        return total;
    }

    /** Where this sequence and another differ first, as far as the shorter one goes; -1 if they do not. */
    long mismatch(Runs other) {
        var at = 0L;
        var end = Math.min(total, other.total);
        var here = new Place();
        var there = new Place();
        while (at < end) {
            if (here.number(this) != there.number(other)) {
                return at;
            }
            var step = Math.min(end - at, Math.min(here.left(this), there.left(other)));
            here.move(this, step);
            there.move(other, step);
            at += step;
        }
        return -1;
    }

    private static final class Place {
        private int run;
        private long into;

        long number(Runs of) {
            return of.runs.get(run)[0] + into;
        }

        long left(Runs of) {
            return of.runs.get(run)[1] - into;
        }

        void move(Runs of, long numbers) {
            into += numbers;
            if (left(of) == 0) {
                run++;
                into = 0;
            }
        }
    }
}
