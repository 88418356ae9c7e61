// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import java.util.List;
import org.wavedock.verify.Report.Segment;

/** Counts by itself what was submitted, played, lost and played again, and compares with what the report says. */
final class LedgerCheck {
    private final Report report;
    private final long inputFrames;
    private final boolean allowLoss;
    private final Findings findings;

    LedgerCheck(Report report, long inputFrames, boolean allowLoss, Findings findings) {
        this.report = report;
        this.inputFrames = inputFrames;
        this.allowLoss = allowLoss;
        this.findings = findings;
    }

    /** What was certainly played. */
    Coverage run() {
        var confirmed = report.segments().stream().filter(Segment::confirmed).toList();
        var counted = Coverage.of(confirmed);
        compare(counted, Coverage.of(report.segments()));
        checkBounds();
        if (!allowLoss) {
            checkNothingLost(counted);
            checkSequence(confirmed);
        }
        return counted;
    }

    /** Unconfirmed segments may or may not count, so they widen what agrees. */
    private void compare(Coverage certain, Coverage possible) {
        var submitted = report.framesSubmitted();
        requireBetween("framesRendered", report.framesRendered(), certain.distinct(), possible.distinct());
        requireBetween("framesRepeated", report.framesRepeated(), certain.repeated(), possible.repeated());
        // The recordings lack what was dropped like what was lost.
        var dropped = report.framesDropped();
        requireBetween(
                "framesLost",
                report.framesLost(),
                Math.max(0, possible.lost(submitted) - dropped),
                Math.max(0, certain.lost(submitted) - dropped));
        if (report.framesRendered() + report.framesLost() + dropped != submitted) {
            findings.add("the report says framesRendered " + report.framesRendered() + ", framesLost "
                    + report.framesLost() + " and framesDropped " + dropped
                    + ", which is not framesSubmitted " + submitted);
        }
    }

    private void requireBetween(String what, long said, long low, long high) {
        if (said < low || said > high) {
            var counted = low == high ? Long.toString(low) : low + " to " + high;
            findings.add("the report says " + what + " " + said + ", the segments say " + counted);
        }
    }

    private void checkBounds() {
        var submitted = report.framesSubmitted();
        if (submitted > inputFrames || submitted < inputFrames && !allowLoss) {
            findings.add("the report says framesSubmitted " + submitted + ", the input has " + inputFrames + " frames");
        }
        for (var segment : report.segments()) {
            if (segment.streamEnd() > submitted) {
                findings.add("the " + segment + " ends beyond the " + submitted + " frames submitted");
            }
        }
    }

    private void checkNothingLost(Coverage counted) {
        var lost = counted.lost(report.framesSubmitted());
        if (lost != 0) {
            findings.add(lost + " frames were not rendered, the first is stream frame " + counted.firstMissing());
        }
        if (counted.repeated() != 0) {
            findings.add(counted.repeated() + " frames were rendered again, the first is stream frame "
                    + counted.firstRepeated());
        }
    }

    private void checkSequence(List<Segment> confirmed) {
        var next = 0L;
        for (var segment : confirmed) {
            if (segment.streamFrame() != next) {
                findings.add("the " + segment + " should begin at stream frame " + next);
                return;
            }
            next = segment.streamEnd();
        }
    }
}
