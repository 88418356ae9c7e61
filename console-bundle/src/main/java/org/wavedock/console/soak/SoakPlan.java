// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.time.Duration;

/**
 * What a soak is to do.
 *
 * @param length how long, at least; a leg that has begun is ended
 * @param streams how many run at a time, 1 to {@value #MAX_STREAMS}; one in ten captures
 * @param seed draws what happens; when it happens is the machine's
 */
public record SoakPlan(Duration length, int streams, long seed) {
    /** Each has a substream of its own, and a card has 256 of them. */
    public static final int MAX_STREAMS = 100;

    /** Of a minute, and of an hour. */
    private static final Duration SHORTEST_LEG = Duration.ofSeconds(4);

    private static final Duration LONGEST_LEG = Duration.ofSeconds(30);
    private static final int LEGS = 8;

    /** How long what happens goes on until everything is counted. */
    Duration leg() {
        var wanted = length.dividedBy(LEGS);
        if (wanted.compareTo(SHORTEST_LEG) < 0) {
            return SHORTEST_LEG;
        }
        return wanted.compareTo(LONGEST_LEG) > 0 ? LONGEST_LEG : wanted;
    }

    int ears() {
        return streams / 10;
    }

    int voices() {
        return streams - ears();
    }
}
