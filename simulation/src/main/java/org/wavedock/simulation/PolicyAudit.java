// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.HashSet;
import java.util.Set;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.StreamState;

/** Holds where a stream goes, and what becomes of it without a device, against its policy. */
final class PolicyAudit {
    /** A device may take its time to open, and so may one to hand over. */
    private static final long ENDS_NANOS = 1_500_000_000;

    private static final long PERIOD_NANOS = 10_000_000;

    private final AudioStream stream;
    private final World world;
    private final Set<String> asked = new HashSet<>();
    private final Selection selection;
    private final Absence absence;
    private final long from;
    private long nowhereSince = Work.NEVER;

    PolicyAudit(AudioStream stream, World world) {
        this.stream = stream;
        this.world = world;
        selection = stream.request().policy().selection();
        absence = stream.request().policy().absence();
        from = world.scheduler().nanoTime();
        if (stream.request().device() != null) {
            asked.add(stream.request().device());
        }
    }

    AudioStream stream() {
        return stream;
    }

    /** Its client wants it to go there. */
    void asks(String device) {
        asked.add(device);
    }

    void look(StreamSnapshot now) {
        place(now.device());
        absent(now);
    }

    /** It has changed its device. */
    void moved(SwapReport report) {
        place(report.to());
        if (report.reason() == SwapReason.DEVICE_LOST && world.isBlameless(report.from())) {
            broken(Invariant.NOBODY_BLAMED, "it left a device that did nothing wrong: %s", report);
        }
        // Where it was asked to go it may come even after the call that asked has timed out.
        var unasked = report.reason() == SwapReason.BETTER_DEVICE
                && !asked.contains(report.to())
                && !world.wasSlow(report.from());
        if (selection != Selection.GREEDY && unasked) {
            broken("it does not follow the best: %s", report);
        }
    }

    private void place(String device) {
        if (selection == Selection.PINNED && device != null && !asked.contains(device)) {
            broken("it is on %s, and only %s was asked for", device, asked);
        }
    }

    private void absent(StreamSnapshot now) {
        var time = world.scheduler().nanoTime();
        var most = absence == Absence.DISCARD ? stream.request().format().framesIn(time - from + PERIOD_NANOS) : 0;
        if (now.framesDropped() > most) {
            broken("%d frames went by without a device, expected %d at most", now.framesDropped(), most);
        }
        var isExcused = world.scheduler().isHoldingUp();
        if (isExcused || now.device() != null || now.state() == StreamState.STOP) {
            nowhereSince = Work.NEVER;
        } else if (nowhereSince == Work.NEVER) {
            nowhereSince = time;
        } else if (absence == Absence.FAIL && time - nowhereSince > ENDS_NANOS) {
            broken("it has no device, and does not end");
        }
    }

    /** It has ended by itself. */
    void ended() {
        if (absence != Absence.FAIL) {
            broken("it has ended, and was to go on");
        }
    }

    private void broken(String format, Object... details) {
        broken(Invariant.POLICY_KEPT, format, details);
    }

    private void broken(Invariant invariant, String format, Object... details) {
        world.verdict()
                .broken(invariant, stream.request().name() + ", " + selection + " " + absence + ": " + format, details);
    }
}
