// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.Map;
import java.util.TreeMap;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

/** What lives went through, in numbers. */
final class Totals {
    private final Map<String, Long> sums = new TreeMap<>();

    void add(String what, long count) {
        sums.merge(what, count, Long::sum);
    }

    void addAll(Totals others) {
        others.sums.forEach(this::add);
    }

    long get(String what) {
        return sums.getOrDefault(what, 0L);
    }

    /** Sorted by name. */
    Map<String, Long> all() {
        return Map.copyOf(sums);
    }

    void fault(String kind) {
        add("fault " + kind, 1);
    }

    void swapped(SwapReport how) {
        add(how.reason() == SwapReason.DEVICE_LOST ? "losses" : "planned swaps", 1);
        if (how.gapFrames() > 0) {
            add("gaps", 1);
        }
    }

    void rendered(StreamSnapshot account) {
        add("render streams", 1);
        add("frames rendered", account.framesRendered());
        add("frames repeated", account.framesRepeated());
        add("frames gone by", account.framesDropped());
        add("frames silence", account.framesSilence());
    }

    void captured(StreamSnapshot account) {
        add("capture streams", 1);
        add("frames captured", account.framesRendered());
        add("frames dropped", account.framesLost());
        add("frames gone by", account.framesDropped());
    }
}
