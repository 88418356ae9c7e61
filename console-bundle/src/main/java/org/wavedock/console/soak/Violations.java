// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.util.ArrayList;
import java.util.List;

/** What was found that must not be. Thread-safe; after the first hundred only their number is kept. */
final class Violations {
    private static final int KEPT = 100;

    private final List<String> found = new ArrayList<>();
    private long more;

    synchronized void add(String what) {
        if (found.size() < KEPT) {
            found.add(what);
        } else {
            more++;
        }
    }

    synchronized void require(boolean holds, String otherwise) {
        if (!holds) {
            add(otherwise);
        }
    }

    synchronized boolean none() {
        return found.isEmpty();
    }

    synchronized List<String> list() {
        var all = new ArrayList<>(found);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return all;
    }
}
