// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import java.util.ArrayList;
import java.util.List;

/** What does not agree, one line each. */
final class Findings {
    private static final int MAX_LINES = 20;

    private final List<String> found = new ArrayList<>();

    void add(String line) {
        found.add(line);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** The first lines, and how many more there are. */
    List<String> lines() {
        if (found.size() <= MAX_LINES) {
            return List.copyOf(found);
        }
        var lines = new ArrayList<>(found.subList(0, MAX_LINES));
        lines.add("and " + (found.size() - MAX_LINES) + " more");
        return lines;
    }
}
