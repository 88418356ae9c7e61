// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.StreamState;

/** Holds a render stream's account against what was heard of it. */
final class RenderAudit {
    private static final long MILLI = 1_000_000;
    private static final long UNSEEN_NANOS = 300 * MILLI;
    private static final long PERIOD_NANOS = 10 * MILLI;
    /** For so long after it was seen on a device, or going there, a stream may still have something in it. */
    private static final long LINGER_NANOS = 2_000 * MILLI;
    /** How long the account may be ahead of the reports that explain it. */
    private static final long EXPLAIN_NANOS = 1_500 * MILLI;

    private static final long BACK_OFF_NANOS = 250 * MILLI;
    private static final long SETTLE_NANOS = 2_000 * MILLI;

    private record Loss(Gear gear, long at, boolean afterwards) {}

    private record Swap(SwapReport report, long at) {}

    private final int number;
    private final AudioStream stream;
    private final World world;
    private final Map<String, Long> seenOn = new HashMap<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<Swap> swaps = new ArrayList<>();
    private final SegmentWalk walk = new SegmentWalk();
    private final Map<Ear, Integer> lastHeard = new HashMap<>();
    private final Coverage coverage = new Coverage();
    private final PolicyAudit policy;
    private final Patience patience;
    private StreamSnapshot before;
    private long allowedRepeats;
    private boolean closes;
    private boolean interrupted;
    private long lossUnexplainedSince = Work.NEVER;

    RenderAudit(int number, AudioStream stream, World world) {
        this.number = number;
        this.stream = stream;
        this.world = world;
        policy = new PolicyAudit(stream, world);
        patience = new Patience(world);
        before = stream.snapshot();
    }

    AudioStream stream() {
        return stream;
    }

    PolicyAudit policy() {
        return policy;
    }

    // ---- what happens

    /** A frame comes out of a loudspeaker. */
    void heard(Ear ear, int frame) {
        var last = lastHeard.put(ear, frame);
        if (last != null && frame <= last && losses.isEmpty() && !interrupted) {
            broken(Invariant.ORDER_KEPT, "%s plays frame %d after frame %d", ear, frame, last);
        }
        if (ear.gear().hasHung() && !ear.gear().name().equals(stream.snapshot().device())) {
            // It was given up, and cannot be told to stop: it goes round its ring until it can.
            coverage.overhear(frame);
            return;
        }
        coverage.hear(frame);
        if (coverage.repeats() > allowedRepeats) {
            var invariant = losses.isEmpty() ? Invariant.PLANNED_SWAPS_REPEAT_NOTHING : Invariant.REPEATS_BOUNDED;
            broken(
                    invariant,
                    "%s plays frame %d again, repeat %d of %d",
                    ear,
                    frame,
                    coverage.repeats(),
                    allowedRepeats);
        }
    }

    /** A device has been torn off. */
    void lose(Gear gear) {
        var now = world.scheduler().nanoTime();
        var snapshot = stream.snapshot();
        notice(snapshot, now);
        var seen = seenOn.get(gear.name());
        if (seen != null && now - seen < LINGER_NANOS || world.isInUse(gear)) {
            losses.add(new Loss(gear, now, !gear.name().equals(snapshot.device())));
            allowedRepeats += bound(gear);
        }
    }

    /** A device has leapt over so many frames of its clock; if that is more than its ring, it has played what lies there again. */
    void leap(long frames) {
        allowedRepeats += frames;
    }

    /**
     * Who was at work on a device, perhaps on this stream's, was kept from it: what he was about to place may have been met by the cursor
     * before, or only in part, and is placed again.
     */
    void interrupted() {
        interrupted = true;
        allowedRepeats += world.gears().stream().mapToLong(this::bound).max().orElse(0);
    }

    /** A device fails for a while: whoever comes to it may be lost, again and again, longer apart each time. */
    void suffer(Gear gear, long nanos) {
        losses.add(new Loss(gear, world.scheduler().nanoTime(), true));
        allowedRepeats += bound(gear) * (2 + nanos / BACK_OFF_NANOS);
        if (gear.hasSmallRing()) {
            // It may have gone round by the time that it is given up.
            allowedRepeats += stream.request().format().framesIn(UNSEEN_NANOS);
        }
    }

    private long bound(Gear gear) {
        var request = stream.request();
        var format = request.format();
        return format.framesIn(request.lead().toNanos() + PERIOD_NANOS) + gear.fifoFrames() + gear.extraLead(format);
    }

    private void notice(StreamSnapshot now, long time) {
        seen(now.device(), time);
    }

    private void seen(String device, long time) {
        if (device != null) {
            seenOn.put(device, time);
        }
    }

    // ---- looks

    /** Everything that can be known while the stream lives. */
    void look() {
        var now = world.scheduler().nanoTime();
        var snapshot = stream.snapshot();
        notice(snapshot, now);
        compareWithBefore(snapshot);
        policy.look(snapshot);
        readReports(now);
        walk.to(snapshot.segments(), this::enter);
        explainLosses(snapshot, now);
        var late = patience.look(snapshot, swaps.size());
        if (late > 0) {
            broken(
                    Invariant.STANDSTILL_NOTICED,
                    "it waits for %s, which stands, %d ms too long: %s",
                    snapshot.device(),
                    late / MILLI,
                    sums(snapshot));
        }
        if (snapshot.framesRepeated() > allowedRepeats) {
            var invariant = losses.isEmpty() ? Invariant.PLANNED_SWAPS_REPEAT_NOTHING : Invariant.REPEATS_BOUNDED;
            broken(invariant, "the ledger counts %d repeats of %d", snapshot.framesRepeated(), allowedRepeats);
        }
        before = snapshot;
    }

    private void compareWithBefore(StreamSnapshot now) {
        if (now.framesRendered() < before.framesRendered()
                || now.framesSubmitted() < before.framesSubmitted()
                || now.framesLost() < before.framesLost()
                || now.framesDropped() < before.framesDropped()
                || now.framesRepeated() < before.framesRepeated()
                || now.framesSilence() < before.framesSilence()
                || accounted(now) > now.framesSubmitted()) {
            broken(Invariant.POSITIONS_NEVER_GO_BACK, "%s after %s", sums(now), sums(before));
        }
    }

    private static String sums(StreamSnapshot at) {
        return at.framesSubmitted() + " submitted, " + at.framesRendered() + " rendered, " + at.framesLost() + " lost, "
                + at.framesDropped() + " dropped, " + at.framesRepeated() + " repeated, " + at.framesSilence()
                + " silent";
    }

    private void readReports(long now) {
        var reports = stream.swaps();
        for (var i = swaps.size(); i < reports.size(); i++) {
            var report = reports.get(i);
            world.trace().say("stream %d: %s", number, report);
            var previous = i == 0 ? 0 : reports.get(i - 1).atFrame();
            if (report.atFrame() < previous) {
                broken(
                        Invariant.POSITIONS_NEVER_GO_BACK,
                        "it goes on at frame %d after %d",
                        report.atFrame(),
                        previous);
            }
            if (report.framesLost() != 0) {
                broken(Invariant.NO_FRAME_SKIPPED, "%s", report);
            }
            if (report.framesRepeated() > 0 && losses.isEmpty() && !interrupted) {
                broken(Invariant.PLANNED_SWAPS_REPEAT_NOTHING, "%s", report);
            }
            policy.moved(report);
            swaps.add(new Swap(report, now));
            seen(report.to(), now);
            seen(report.from(), now);
            world.totals().swapped(report);
        }
    }

    /** A piece of the ledger that was not there at the last look. */
    private void enter(Segment piece) {
        world.trace().say("stream %d: %s", number, piece);
        var ear = world.ether().at(piece.device(), piece.substream());
        if (ear.isShared()) {
            enterShared(ear, piece);
            return;
        }
        for (var i = 0L; i < piece.frames(); i++) {
            var heard = ear.word(piece.deviceFrame() + i);
            if (piece.confirmed() && heard != Ether.word(number, piece.streamFrame() + i)) {
                broken(
                        Invariant.LEDGER_AGREES,
                        "%s of %d frames heard has 0x%x at frame %d of the device, frame %d of the stream",
                        piece,
                        ear.count(),
                        heard,
                        piece.deviceFrame() + i,
                        piece.streamFrame() + i);
                return;
            }
        }
        ear.explain(piece.deviceFrame(), piece.deviceFrame() + piece.frames());
    }

    /** What is heard there is a sum: that each stream's part is in it is looked at when all ledgers are complete. */
    private void enterShared(Ear ear, Segment piece) {
        if (!piece.confirmed()) {
            ear.doubt(piece.deviceFrame(), piece.deviceFrame() + piece.frames());
            return;
        }
        for (var i = 0L; i < piece.frames(); i++) {
            var frame = piece.streamFrame() + i;
            ear.add(
                    piece.deviceFrame() + i,
                    Ether.word(number, frame),
                    stream.request().format().encoding());
            heard(ear, (int) frame);
        }
    }

    /** Only what a device still had in its FIFO when it was lost, after it had handed over, may be skipped. */
    private void explainLosses(StreamSnapshot snapshot, long now) {
        if (closes || snapshot.state() == StreamState.STOP || snapshot.framesLost() <= allowedLosses()) {
            lossUnexplainedSince = Work.NEVER;
        } else if (lossUnexplainedSince == Work.NEVER) {
            lossUnexplainedSince = now;
        } else if (losses.isEmpty() || now - lossUnexplainedSince > EXPLAIN_NANOS) {
            broken(Invariant.NO_FRAME_SKIPPED, "%d frames, %d explained", snapshot.framesLost(), allowedLosses());
        }
    }

    private long allowedLosses() {
        var allowed = 0L;
        for (var loss : losses) {
            if (loss.afterwards() || swaps.stream().anyMatch(swap -> handedOver(swap, loss))) {
                allowed += loss.gear().heldFrames();
            }
        }
        return allowed;
    }

    private boolean handedOver(Swap swap, Loss loss) {
        var report = swap.report();
        var holds = stream.request().format().nanosFor(loss.gear().heldFrames());
        return loss.gear().name().equals(report.from())
                && report.framesRepeated() == 0
                && report.reason() != SwapReason.DEVICE_ARRIVED
                && swap.at() > loss.at() - holds - LINGER_NANOS
                && swap.at() < loss.at() + EXPLAIN_NANOS;
    }

    // ---- the end

    /** The stream has played all that was written, and nothing was lost that is not explained. */
    void drained(long written) {
        // The account of a device that still empties its FIFO is open, and what came after it waits.
        world.scheduler().await(() -> accounted(stream.snapshot()) >= written, SETTLE_NANOS);
        world.look();
        var snapshot = stream.snapshot();
        if (snapshot.framesLost() > allowedLosses()) {
            broken(Invariant.NO_FRAME_SKIPPED, "%d frames, %d explained", snapshot.framesLost(), allowedLosses());
        }
        if (accounted(snapshot) != written) {
            broken(Invariant.NO_FRAME_SKIPPED, "%d frames were written, and drained: %s", written, sums(snapshot));
        }
        if (coverage.missing(written) > snapshot.framesLost() + snapshot.framesDropped()) {
            broken(
                    Invariant.NO_FRAME_SKIPPED,
                    "%d frames were never heard, frame %d is the first; the ledger has lost %d",
                    coverage.missing(written),
                    coverage.firstMissing(),
                    snapshot.framesLost());
        }
    }

    /** Its client lets it go: what was not heard by now is lost, and rightly so. */
    void closes() {
        closes = true;
    }

    /** Nothing of the stream is open any more. */
    void closed(long written) {
        walk.to(stream.snapshot().segments(), this::enter);
        readReports(world.scheduler().nanoTime());
        var snapshot = stream.snapshot();
        if (accounted(snapshot) != written || snapshot.framesSubmitted() != written) {
            broken(Invariant.LEDGER_AGREES, "%d frames were written: %s", written, sums(snapshot));
        }
        var isKnown = losses.stream().allMatch(loss -> loss.gear().isTrusted());
        if (isKnown && coverage.repeats() > snapshot.framesRepeated()) {
            broken(
                    Invariant.LEDGER_AGREES,
                    "%d frames were heard again, the ledger knows of %d",
                    coverage.repeats(),
                    snapshot.framesRepeated());
        }
        world.totals().rendered(snapshot);
    }

    private static long accounted(StreamSnapshot at) {
        return at.framesRendered() + at.framesLost() + at.framesDropped();
    }

    private void broken(Invariant invariant, String format, Object... details) {
        world.verdict().broken(invariant, "stream " + number + ": " + format, details);
    }
}
