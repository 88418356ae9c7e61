// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;

/**
 * What became of a seed.
 *
 * @param broken what did not hold, or null
 * @param how in which way, or null
 * @param totals what happened
 * @param trace how it came about, if that was kept
 */
record Outcome(long seed, Invariant broken, String how, Totals totals, List<String> trace) {
    boolean isGood() {
        return broken == null;
    }
}
