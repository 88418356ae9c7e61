// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.util.Comparator;
import java.util.List;
import org.wavedock.stream.Segment;

/**
 * Counts by itself what a part of a ledger's segments amounts to. What is unconfirmed may or may not have been heard, so that
 * the sums of the ledger have to lie between what is certain and what is possible.
 */
final class Account {
    /** What is heard in 100 ms, and a FIFO. */
    private static final long LAST_FRAMES = 10 * Fleet.PERIOD + Fleet.MOST_HELD;

    private final Coverage certain;
    private final Coverage possible;

    /** Of the segments from a frame of the stream on, before which all is accounted for. */
    Account(List<Segment> segments, long from) {
        certain = Coverage.of(segments.stream().filter(Segment::confirmed).toList(), from);
        possible = Coverage.of(segments, from);
    }

    /** The sums of a ledger, or of a part of one. */
    record Sums(long submitted, long rendered, long lost, long repeated) {
        Sums since(Sums before) {
            return new Sums(
                    submitted - before.submitted,
                    rendered - before.rendered,
                    lost - before.lost,
                    repeated - before.repeated);
        }
    }

    /**
     * Compares. What a device had in its FIFO when it was lost, and had been handed over before, is nobody's to play again: such
     * frames may be missing, if a segment says that they may have been heard. So may those of a device that had just handed over when
     * the stream was closed, with no segment of them and little after them.
     *
     * @param said what the ledger says of these segments
     * @param mayEndEarly whether frames at the end may be lost, because the stream was closed
     * @return how many frames a lost device may have kept in its FIFO
     */
    long check(String whose, Sums said, boolean mayEndEarly, Violations violations) {
        requireBetween(
                whose + ": frames rendered", said.rendered(), certain.distinct(), possible.distinct(), violations);
        requireBetween(whose + ": frames repeated", said.repeated(), certain.again(), possible.again(), violations);
        var unheard = said.submitted() - possible.distinct();
        requireBetween(
                whose + ": frames lost", said.lost(), unheard, said.submitted() - certain.distinct(), violations);
        var cutOff = mayEndEarly
                && possible.missing() <= Fleet.MOST_HELD
                && possible.reached() - possible.firstMissing() <= LAST_FRAMES;
        violations.require(
                possible.missing() == 0 || cutOff, whose + ": frame " + possible.firstMissing() + " was left out");
        violations.require(
                certain.mostMissing() <= Fleet.MOST_HELD,
                whose + ": " + certain.mostMissing() + " frames in a row may not have been heard, expected at most "
                        + Fleet.MOST_HELD + " that a lost device had in its FIFO");
        var heard = certain.distinct() + certain.missing();
        violations.require(
                mayEndEarly || heard == said.submitted(),
                whose + ": of " + said.submitted() + " frames submitted the last " + (said.submitted() - heard)
                        + " were not heard");
        return certain.missing() - possible.missing();
    }

    private static void requireBetween(String what, long said, long low, long high, Violations violations) {
        violations.require(
                low <= said && said <= high,
                what + ": the ledger says " + said + ", its segments say " + low + (low == high ? "" : " to " + high));
    }

    /**
     * How often frames were heard; what comes before the first that counts is a repetition.
     *
     * @param missing how many were not, before others that were
     * @param mostMissing the most of them in a row
     * @param reached the frame after the last one that was
     */
    private record Coverage(
            long distinct, long again, long firstMissing, long missing, long mostMissing, long reached) {
        static Coverage of(List<Segment> segments, long from) {
            var distinct = 0L;
            var again = 0L;
            var firstMissing = from;
            var missing = 0L;
            var mostMissing = 0L;
            var reached = from;
            var sorted = segments.stream()
                    .sorted(Comparator.comparingLong(Segment::streamFrame))
                    .toList();
            for (var segment : sorted) {
                var end = segment.streamFrame() + segment.frames();
                if (segment.streamFrame() <= firstMissing) {
                    firstMissing = Math.max(firstMissing, end);
                }
                var skipped = Math.max(0, segment.streamFrame() - reached);
                missing += skipped;
                mostMissing = Math.max(mostMissing, skipped);
                var known = Math.max(0, Math.min(reached, end) - segment.streamFrame());
                again += known;
                distinct += segment.frames() - known;
                reached = Math.max(reached, end);
            }
            return new Coverage(distinct, again, firstMissing, missing, mostMissing, reached);
        }
    }
}
