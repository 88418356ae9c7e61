// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;

/** Holds a capture stream's account against what its client got, and what the cards captured there. */
final class CaptureAudit {
    private static final long REPORT_NANOS = 500_000_000;

    /** Changes whenever the stream may have left the device and come back, or the device may have gone on without it. */
    private record Stay(int swaps, int departures, int pauses) {}

    private record Doubt(Segment from, Segment to, Stay stay, long at) {}

    private final int number;
    private final AudioStream stream;
    private final World world;
    private final SegmentWalk walk = new SegmentWalk();
    private final Deque<Segment> unread = new ArrayDeque<>();
    private long readOfFirst;
    private Segment last;
    private Stay stay;
    private int pauses;
    private long staysSince;
    private final Deque<Doubt> doubts = new ArrayDeque<>();
    private long delivered;
    private long dropped;
    private final PolicyAudit policy;
    private StreamSnapshot before;
    private long silent;
    private int reports;

    CaptureAudit(int number, AudioStream stream, World world) {
        this.number = number;
        this.stream = stream;
        this.world = world;
        policy = new PolicyAudit(stream, world);
        before = stream.snapshot();
    }

    AudioStream stream() {
        return stream;
    }

    PolicyAudit policy() {
        return policy;
    }

    /** The client got a frame. */
    void read(int value) {
        if (unread.isEmpty()) {
            look();
        }
        var first = unread.peekFirst();
        if (value == 0 && discards() && (first == null || first.deviceFrame() + readOfFirst != 0)) {
            silent++;
            return;
        }
        if (first == null) {
            broken(Invariant.CAPTURE_AGREES, "a frame 0x%x was delivered that is in no segment", value);
            return;
        }
        if (world.isMisplaced(first.device())) {
            // A frame 0 may be any.
            silent = 0;
        } else if (value != (int) (first.deviceFrame() + readOfFirst)) {
            broken(Invariant.CAPTURE_AGREES, "frame %d of %s was delivered as frame %d", readOfFirst, first, value);
        }
        if (++readOfFirst == first.frames()) {
            unread.removeFirst();
            readOfFirst = 0;
        }
    }

    /** Whether it delivers silence while there is no device. */
    boolean discards() {
        return stream.request().policy().absence() == Absence.DISCARD;
    }

    /** The stream pauses or goes on, while a device that it shares goes on for others. */
    void bounces() {
        pauses++;
    }

    void look() {
        var snapshot = stream.snapshot();
        policy.look(snapshot);
        if (snapshot.framesRendered() < before.framesRendered()
                || snapshot.framesSubmitted() < before.framesSubmitted()
                || snapshot.framesLost() < before.framesLost()
                || snapshot.framesDropped() < before.framesDropped()) {
            broken(Invariant.POSITIONS_NEVER_GO_BACK, "%s after %s", sums(snapshot), sums(before));
        }
        before = snapshot;
        for (; reports < stream.swaps().size(); reports++) {
            var report = stream.swaps().get(reports);
            policy.moved(report);
            world.trace().say("capture %d: %s", number, report);
            world.totals().swapped(report);
        }
        walk.to(snapshot.segments(), this::enter);
        settleDoubts(world.scheduler().nanoTime());
    }

    private static String sums(StreamSnapshot at) {
        return at.framesSubmitted() + " read, " + at.framesRendered() + " delivered, " + at.framesLost() + " lost, "
                + at.framesDropped() + " silent";
    }

    private void enter(Segment piece) {
        world.trace().say("capture %d: %s", number, piece);
        if (last != null) {
            follow(last, piece);
        }
        last = piece;
        unread.addLast(piece);
    }

    /** Within a stay on a device the numbers of the stream skip exactly what was dropped of the device's. */
    private void follow(Segment from, Segment to) {
        var dropped = to.streamFrame() - from.streamFrame() - from.frames();
        if (dropped < 0) {
            broken(Invariant.ORDER_KEPT, "%s after %s", to, from);
        }
        var passed = to.deviceFrame() - from.deviceFrame() - from.frames();
        var now = world.scheduler().nanoTime();
        if (!stay(to.device()).equals(stay)) {
            stay = stay(to.device());
            staysSince = now;
        }
        var sameDevice = to.device().equals(from.device()) && to.substream() == from.substream();
        if (sameDevice && dropped != passed && now - staysSince > REPORT_NANOS && world.isTrusted(to.device())) {
            doubts.add(new Doubt(from, to, stay, now));
        }
    }

    private Stay stay(String device) {
        return new Stay(stream.swaps().size(), world.departures(device), world.isShared(device) ? pauses : 0);
    }

    /** A stay that ended is reported a little later than what was captured in the next. */
    private void settleDoubts(long now) {
        for (var doubt = doubts.peekFirst(); doubt != null; doubt = doubts.peekFirst()) {
            if (now - doubt.at() < REPORT_NANOS) {
                return;
            }
            doubts.removeFirst();
            if (doubt.stay().equals(stay(doubt.to().device()))) {
                broken(Invariant.CAPTURE_GAPS_EXACT, "%s after %s", doubt.to(), doubt.from());
            }
        }
    }

    /** Nothing of the stream is open any more. */
    void closed(long taken) {
        look();
        var snapshot = stream.snapshot();
        var unheard = snapshot.framesRendered() + snapshot.framesDropped() - taken;
        if (snapshot.framesSubmitted() != taken || unheard < 0 || silent > snapshot.framesDropped()) {
            broken(Invariant.CAPTURE_AGREES, "%d frames were read: %s", taken, sums(snapshot));
        }
        world.totals().captured(snapshot);
        delivered = snapshot.framesRendered();
        dropped = snapshot.framesLost() - unheard;
    }

    /** What its devices captured for it, as far as it knows. */
    long accounted() {
        return delivered + dropped;
    }

    private void broken(Invariant invariant, String format, Object... details) {
        world.verdict().broken(invariant, "capture " + number + ": " + format, details);
    }
}
