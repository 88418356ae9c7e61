// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;
import java.util.function.Consumer;
import org.wavedock.stream.Segment;

/** Goes along a ledger that grows: the last segment may become longer, and new ones come. */
final class SegmentWalk {
    private int index;
    private long done;

    /** Each piece that was not there the last time. */
    void to(List<Segment> segments, Consumer<Segment> reader) {
        while (index < segments.size()) {
            var segment = segments.get(index);
            if (segment.frames() > done) {
                reader.accept(rest(segment));
                done = segment.frames();
            }
            if (index + 1 == segments.size()) {
                return;
            }
            index++;
            done = 0;
        }
    }

    private Segment rest(Segment whole) {
        return new Segment(
                whole.device(),
                whole.substream(),
                whole.deviceFrame() + done,
                whole.deviceFrames() - done,
                whole.streamFrame() + done,
                whole.frames() - done,
                whole.confirmed());
    }
}
