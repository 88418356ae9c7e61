// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.runtime.time.Work;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * The way of one stream over the devices: one state, one switch, and one mutator, the control loop that calls {@link #step}.
 * Clients and pumps only leave notes for it.
 */
final class Route {
    private enum State {
        /** On no device: waiting for one, or for one to open. */
        UNROUTED,
        /** On a device. */
        RUNNING,
        /** The device plays what it was given; the successor, if there is one, stands by. */
        DRAINING,
        /** Nothing is left. */
        CLOSED
    }

    private static final long COLLECT_NANOS = 500_000_000;
    private static final long LEAVE_LOOK_NANOS = 50_000_000;
    private static final long PROBATION_NANOS = 1_000_000_000;
    private static final long CLOSE_NANOS = 500_000_000;

    private final ManagedStream stream;
    private final Switchboard board;
    private final Choice choice;
    private final Errand errand;
    private final Departures departures = new Departures();

    private State state = State.UNROUTED;
    private Baton from = Baton.first();
    private Binding active;
    private Binding standby;
    private Attempt attempt;
    private SwapReason reason;
    private boolean unreported;
    private long closeBy = Work.NEVER;

    Route(ManagedStream stream, Switchboard board) {
        this.stream = stream;
        this.board = board;
        choice = new Choice(stream.request(), board);
        errand = new Errand(stream, board, choice);
    }

    /** Does all that can be done now; answers when to come back. */
    long step(long now) {
        errand.accept();
        if (attempt != null && attempt.isHopeless(now, active != null, target(now) != null)) {
            departures.add(attempt);
            turnedDown(attempt.giveUp(), now);
            attempt = null;
        }
        giveUpOn(active, now);
        giveUpOn(standby, now);
        report();
        while (advance(now)) {
            report();
        }
        settleErrand();
        forgiveIfProven(now);
        stream.ledger().collect();
        departures.step(now);
        stream.placed(place());
        return nextStep(now);
    }

    private Place place() {
        if (active != null) {
            return new Place(Place.Kind.CARRIED, active.baton(), active.device().isNowhere() ? refusal() : null);
        }
        return attempt != null ? Place.UNKNOWN : new Place(Place.Kind.WAITING, null, refusal());
    }

    /** Why no device takes the stream, or null. */
    private AudioException refusal() {
        return choice.isRefusedByAll() ? choice.refusal() : null;
    }

    ManagedStream stream() {
        return stream;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    private long nextStep(long now) {
        if (state == State.CLOSED) {
            return Work.NEVER;
        }
        var next = Math.min(choice.nextForgiven(now), closeBy);
        if (active == null && attempt == null) {
            return next;
        }
        var look = active != null && active.device().isLeaving() ? LEAVE_LOOK_NANOS : COLLECT_NANOS;
        return Math.min(next, now + look);
    }

    private boolean advance(long now) {
        if (stream.isClosed()) {
            return close(now);
        }
        return switch (state) {
            case UNROUTED -> unrouted(now);
            case RUNNING -> running(now);
            case DRAINING -> draining(now);
            case CLOSED -> false;
        };
    }

    private boolean unrouted(long now) {
        if (attempt == null) {
            var target = target(now);
            if (target == null) {
                return miss();
            }
            if (!attempt(target)) {
                return false;
            }
        }
        var opened = takeAttempt(now);
        if (opened == null) {
            return attempt == null;
        }
        follow(opened, from);
        settleOn(opened);
        return true;
    }

    /** Where to go: a device, or nowhere if the stream does not wait and is on none that works. */
    private Device target(long now) {
        var best = choice.best(now);
        var isStranded = active == null || active.device().isLeaving();
        return best == null && isStranded && absence() == Absence.DISCARD ? board.nowhere() : best;
    }

    private Absence absence() {
        return stream.request().policy().absence();
    }

    /** There is no device: the stream waits for one, or ends. */
    private boolean miss() {
        reason = SwapReason.DEVICE_ARRIVED;
        if (absence() != Absence.FAIL) {
            return false;
        }
        var refusal = refusal();
        stream.fail(refusal != null ? refusal : absentDevice());
        return true;
    }

    private AudioException absentDevice() {
        return from.device() == null
                ? new AudioException(
                        Reason.DEVICE_NOT_READY,
                        "there is no device for stream " + stream.request().name())
                : new AudioException(Reason.DEVICE_REMOVED, "device " + from.device() + " has left");
    }

    private void settleOn(Binding binding) {
        active = binding;
        state = State.RUNNING;
        errand.arrived(binding.device());
    }

    private boolean running(long now) {
        if (active.isReleased()) {
            return leaveActive(now);
        }
        var leaving = active.device().isLeaving();
        if (!active.hasTakenOver() || unreported) {
            if (leaving && !active.hasTakenOver()) {
                active.ask(Binding.Request.RELEASE);
            }
            return false;
        }
        var target = target(now);
        if (attempt == null && (target == null || target == active.device() || !attempt(target))) {
            return leaving && drain(null);
        }
        var opened = takeAttempt(now);
        if (opened != null) {
            return drain(opened);
        }
        return attempt == null || active.device().isOverdue(now) && drain(null);
    }

    private boolean drain(Binding successor) {
        reason = reasonFor(successor);
        if (successor != null) {
            standby = successor;
            follow(standby, active.baton());
        }
        active.ask(Binding.Request.DRAIN);
        state = State.DRAINING;
        return true;
    }

    private SwapReason reasonFor(Binding successor) {
        if (active.device().isLeaving()) {
            return SwapReason.BACKEND_LEFT;
        }
        if (errand.isTo(successor.device())) {
            return SwapReason.REQUESTED;
        }
        return active.device().isNowhere() ? SwapReason.DEVICE_ARRIVED : SwapReason.BETTER_DEVICE;
    }

    private boolean draining(long now) {
        if (active.baton().isPassed()) {
            return cutOver(now);
        }
        if (standby != null) {
            if (standby.isReleased()) {
                departures.add(standby);
                refuse(standby, now);
                standby = null;
                return true;
            }
            if (standby.device().isLeaving()) {
                standby.ask(Binding.Request.RELEASE);
            }
            return false;
        }
        if (attempt == null && !attempt(target(now))) {
            return false;
        }
        standby = takeAttempt(now);
        if (standby == null) {
            return attempt == null;
        }
        follow(standby, active.baton());
        return false;
    }

    private boolean cutOver(long now) {
        if (active.failure() != null) {
            reason = SwapReason.DEVICE_LOST;
            refuse(active, now);
        }
        from = active.baton();
        departures.add(active);
        active = standby;
        standby = null;
        unreported = active != null;
        state = active == null ? State.UNROUTED : State.RUNNING;
        if (active != null) {
            errand.arrived(active.device());
        }
        return true;
    }

    /** The pump let go by itself: the device was lost, or never took over. */
    private boolean leaveActive(long now) {
        if (active.hasTakenOver()) {
            from = active.baton();
            reason = active.device().isLeaving() && active.failure() == null
                    ? SwapReason.BACKEND_LEFT
                    : SwapReason.DEVICE_LOST;
        }
        refuse(active, now);
        departures.add(active);
        active = null;
        state = State.UNROUTED;
        return true;
    }

    private void follow(Binding binding, Baton baton) {
        stream.ledger().enroll(binding);
        binding.follow(baton);
        stream.cursor(binding.baton());
        unreported = state == State.UNROUTED && (baton.device() != null || reason != null);
    }

    /** Starts to open a device; not one that this stream has not quite left. */
    private boolean attempt(Device device) {
        var isThere = active != null && active.device() == device || departures.isStillOn(device);
        if (device == null || board.isHalted() || isThere) {
            return false;
        }
        attempt = device.open(stream);
        return true;
    }

    /** What the attempt has come to, if it is over. */
    private Binding takeAttempt(long now) {
        if (!attempt.isDone()) {
            return null;
        }
        var done = attempt;
        attempt = null;
        if (done.failure() != null) {
            turnedDown(done, now);
            return null;
        }
        return done.binding();
    }

    private void turnedDown(Attempt failed, long now) {
        choice.refuse(failed, now);
        errand.failIfTo(failed.device(), failed.failure());
    }

    private void refuse(Binding binding, long now) {
        var failure = binding.failure();
        if (failure != null) {
            var why = new AudioException(
                    Reason.DEVICE_REMOVED, "device " + binding.device().name() + " was lost: " + failure, failure);
            choice.refuse(binding.device(), why, now);
            errand.failIfTo(binding.device(), why);
            board.lost(stream, why);
        }
    }

    private void settleErrand() {
        errand.failIfLeft();
        if (state == State.RUNNING && active != null && !unreported && active.hasTakenOver()) {
            errand.settle(active);
        }
    }

    /** Tells of a change of device once it is complete: the successor runs, or the stream stands. */
    private void report() {
        if (!unreported || active == null || !active.hasTakenOver()) {
            return;
        }
        if (stream.isRunning() && !active.hasStarted()) {
            return;
        }
        unreported = false;
        var gap = active.hasStarted() && from.device() != null ? Math.max(0, active.startedAt() - from.endedAt()) : 0;
        var how = new SwapReport(
                from.device(),
                active.device().name(),
                reason,
                active.firstFrame(),
                stream.request().format().framesIn(gap),
                gap / 1000,
                Math.max(0, active.firstFrame() - from.frame()),
                from.doubtful(),
                from.format(),
                active.baton().format());
        stream.swapped(how);
        errand.fulfil(how);
    }

    /** A device that opens and then fails is refused longer each time; one that plays is trusted again. */
    private void forgiveIfProven(long now) {
        if (active != null && active.hasStarted() && now - active.startedAt() > PROBATION_NANOS) {
            choice.forgive(active.device());
        }
    }

    // ---- letting go

    private static void giveUpOn(Binding binding, long now) {
        if (binding != null) {
            binding.abandonIfGivenUp(now);
        }
    }

    private boolean close(long now) {
        if (state == State.CLOSED) {
            return false;
        }
        if (closeBy == Work.NEVER) {
            closeBy = now + CLOSE_NANOS;
            errand.fail(new AudioException(Reason.CANCELLED, "the stream is closed"));
        }
        departures.add(attempt);
        departures.add(active);
        departures.add(standby);
        attempt = null;
        active = null;
        standby = null;
        departures.hurry();
        departures.step(now);
        if (now < closeBy && !departures.isEmpty()) {
            return false;
        }
        departures.abandon(now);
        choice.clear();
        state = State.CLOSED;
        return true;
    }

    /** Whether nothing of the stream is anywhere any more; a device that was slow to open may come after the close. */
    boolean isGone() {
        return state == State.CLOSED && departures.isEmpty();
    }
}
