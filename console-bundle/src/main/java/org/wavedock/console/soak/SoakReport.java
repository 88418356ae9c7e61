// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.time.Duration;
import java.util.List;

/**
 * How a soak went.
 *
 * @param plan what it was to do
 * @param took how long it took
 * @param legs how often everything was counted
 * @param figures the numbers
 * @param footprints what was in use after each leg; the first that counts is the one after the warm-up
 * @param warmUp how many of the footprints are before that
 * @param violations what must not have been; empty if all is well
 */
public record SoakReport(
        SoakPlan plan,
        Duration took,
        int legs,
        Figures figures,
        List<Footprint> footprints,
        int warmUp,
        List<String> violations) {}
