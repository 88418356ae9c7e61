// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/** What lay in a ring when its cursor was last looked at, and what of it a cursor meets again that goes round. Used by the pump alone. */
final class RingContent {
    private final RunQueue met = new RunQueue();
    private final Replay replay;
    /** From where on it lay there; what is older had been made silent. */
    private long metFrom;

    /** Takes what was met again. */
    interface Replay {
        void replayed(long start, long streamFrame, long frames, boolean certain);
    }

    RingContent(Replay replay) {
        this.replay = replay;
    }

    void note(RunQueue runs, long from) {
        met.copyFrom(runs);
        metFrom = from;
    }

    /** These were put there after that. */
    void add(long start, long streamFrame, long frames) {
        if (met.hasRoom()) {
            met.appendDoubtful(start, streamFrame, frames);
        }
    }

    /** From one position to another the device went round over data that it had passed already. */
    void goRound(int ringFrames, long from, long to, boolean certain) {
        for (var shift = (long) ringFrames; metFrom + shift < to; shift += ringFrames) {
            for (var i = 0; i < met.size(); i++) {
                var first = Math.max(Math.max(met.start(i), metFrom) + shift, from);
                var frames = Math.min(met.end(i) + shift, to) - first;
                if (frames > 0 && !met.isReplay(i)) {
                    replay.replayed(first, met.stream(i) + first - shift - met.start(i), frames, certain);
                }
            }
        }
    }
}
