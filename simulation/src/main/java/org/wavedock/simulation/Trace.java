// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What happened, line by line, with virtual time; of a life that nobody looks at nothing is kept. */
final class Trace {
    private static final long SECOND = 1_000_000_000;

    private final List<String> lines;
    private LongSupplier clock = () -> 0;

    private Trace(List<String> lines) {
        this.lines = lines;
    }

    static Trace none() {
        return new Trace(null);
    }

    static Trace kept() {
        return new Trace(new ArrayList<>());
    }

    void clock(LongSupplier time) {
        clock = time;
    }

    void say(String format, Object... details) {
        if (lines != null) {
            var now = clock.getAsLong();
            lines.add(String.format(Locale.ROOT, "%3d.%09d ", now / SECOND, now % SECOND)
                    + String.format(Locale.ROOT, format, details));
        }
    }

    List<String> lines() {
        return lines == null ? List.of() : List.copyOf(lines);
    }
}
