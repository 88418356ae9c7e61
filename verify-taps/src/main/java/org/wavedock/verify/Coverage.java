// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import java.util.Comparator;
import java.util.List;
import org.wavedock.verify.Report.Segment;

/**
 * How often the frames of a stream were played.
 *
 * @param distinct frames played at least once
 * @param repeated how often a frame was played that had been played before
 * @param firstMissing the first frame never played
 * @param firstRepeated the first frame played again, or -1
 */
record Coverage(long distinct, long repeated, long firstMissing, long firstRepeated) {
    static Coverage of(List<Segment> segments) {
        var distinct = 0L;
        var repeated = 0L;
        var firstMissing = -1L;
        var firstRepeated = -1L;
        var reached = 0L;
        for (var segment : segments.stream()
                .sorted(Comparator.comparingLong(Segment::streamFrame))
                .toList()) {
            if (segment.streamFrame() > reached && firstMissing < 0) {
                firstMissing = reached;
            }
            var again = Math.max(0, Math.min(reached, segment.streamEnd()) - segment.streamFrame());
            if (again > 0 && firstRepeated < 0) {
                firstRepeated = segment.streamFrame();
            }
            repeated += again;
            distinct += segment.frames() - again;
            reached = Math.max(reached, segment.streamEnd());
        }
        return new Coverage(distinct, repeated, firstMissing < 0 ? reached : firstMissing, firstRepeated);
    }

    /** Frames of those submitted that were never played. */
    long lost(long submitted) {
        return submitted - distinct;
    }
}
