// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.Locale;

/** The first thing that did not hold. What comes after it proves nothing and is not recorded. */
final class Verdict {
    private final Trace trace;
    private Invariant broken;
    private String how;

    Verdict(Trace trace) {
        this.trace = trace;
    }

    void broken(Invariant invariant, String format, Object... details) {
        if (broken == null) {
            broken = invariant;
            how = String.format(Locale.ROOT, format, details);
            trace.say("BROKEN %s: %s", broken, how);
        }
    }

    boolean isBroken() {
        return broken != null;
    }

    Invariant invariant() {
        return broken;
    }

    String how() {
        return how;
    }
}
