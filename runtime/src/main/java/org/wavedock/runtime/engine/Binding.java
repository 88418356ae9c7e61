// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.port.Pin;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.AudioException;

/**
 * One stay of a stream on a device. The control side asks, each request stronger than the last; the pump does, and reports.
 *
 * <p>The hot swap is one rule: a binding passes its {@link Baton} once, and its successor starts at the frame in it. What a
 * pump that was given up still does to a binding is seen by nobody.
 */
final class Binding extends CUnknown implements IServiceSink {
    /** What the control side wants. */
    enum Request {
        /** Be ready. */
        STAND_BY,
        /** Play from where the baton says. */
        FOLLOW,
        /** Stop feeding, play what was given, pass the baton. */
        DRAIN,
        /** Stop now, pass the baton. */
        RELEASE
    }

    /** How far it is. */
    enum Status {
        STANDING_BY,
        PLAYING,
        /** The successor plays; this device still empties its FIFO. */
        HANDED_OVER,
        /** The pump touches the channel no more. */
        RELEASED
    }

    private static final long NOWHERE = -1;
    private static final long NEVER_STARTED = Long.MIN_VALUE;
    /** A device whose clock stands is not waited for any longer than this beyond the time that the drain should take. */
    private static final long DRAIN_GRACE_NANOS = 100_000_000;

    private final ManagedStream stream;
    private final Device device;
    private final Pin pin;
    private final Pump pump;
    private final Baton baton;
    private final int substream;
    private final long period;

    private volatile Baton incoming;
    private volatile Request request = Request.STAND_BY;
    private final AtomicReference<Status> status = new AtomicReference<>(Status.STANDING_BY);
    private volatile Throwable failure;
    private volatile boolean givenBack;
    private volatile long firstFrame = NOWHERE;
    private volatile long startedAt = NEVER_STARTED;

    private long aimedAt = NOWHERE;
    private boolean draining;
    private long drainDeadline;

    Binding(ManagedStream stream, Device device, Pin pin) {
        this.stream = stream;
        this.device = device;
        this.pin = pin;
        pump = device.pump();
        baton = new Baton(device.name(), pin.deviceFormat());
        substream = pin.substream();
        period = Pump.periodFor(stream.request().lead().toNanos());
    }

    // ---- the control side

    /** Plays from where a baton says, as soon as it is passed. Once. */
    void follow(Baton before) {
        incoming = before;
        baton.follows(before, pump);
        ask(Request.FOLLOW);
    }

    /** Asks for more; a weaker request than the last is ignored. */
    void ask(Request wanted) {
        if (wanted.ordinal() > request.ordinal()) {
            request = wanted;
        }
        pump.wake();
    }

    /** Takes everything from a pump that does not answer; one that is at work at this moment keeps it. */
    void abandon(long now) {
        if (!isReleased() && pin.seal()) {
            end(new IllegalStateException("device " + device.name() + " did not answer in time"), now);
        }
    }

    void abandonIfGivenUp(long now) {
        if (device.isGivenUp() || device.keepsPump()) {
            abandon(now);
        }
    }

    Device device() {
        return device;
    }

    Pin pin() {
        return pin;
    }

    int substream() {
        return substream;
    }

    Baton baton() {
        return baton;
    }

    boolean isReleased() {
        return status.get() == Status.RELEASED;
    }

    /** The device has everything back. Called at its desk. */
    void givenBack() {
        givenBack = true;
        stream.bindingChanged();
    }

    boolean isGivenBack() {
        return givenBack;
    }

    boolean hasTakenOver() {
        return firstFrame != NOWHERE;
    }

    /** The first frame that this device was responsible for; asked after {@link #hasTakenOver}. */
    long firstFrame() {
        return firstFrame;
    }

    boolean hasStarted() {
        return startedAt != NEVER_STARTED;
    }

    /** When the device began to run. */
    long startedAt() {
        return startedAt;
    }

    /** Why the device was lost, or null. */
    Throwable failure() {
        return failure;
    }

    // ---- the pump's side

    @Override
    public void requestService() {
        var at = status.get();
        if (at == Status.RELEASED) {
            return;
        }
        var now = pump.scheduler().nanoTime();
        try {
            switch (at) {
                case STANDING_BY -> standBy(now);
                case PLAYING -> play(now);
                case HANDED_OVER -> fallSilent(now);
                default -> throw new IllegalStateException("status " + at);
            }
        } catch (AudioException | RuntimeException | Error e) {
            if (pin.reclaim()) {
                end(e, now);
            }
        }
    }

    /** Goes on to another status; not if the control side has given up meanwhile. */
    private boolean become(Status next) {
        var at = status.get();
        return at != Status.RELEASED && status.compareAndSet(at, next);
    }

    private void standBy(long now) throws AudioException {
        var wanted = request;
        if (wanted == Request.FOLLOW) {
            var frame = incoming.likelyFrame();
            if (frame != NOWHERE && frame != aimedAt) {
                pin.aim(frame);
                pin.fill();
                aimedAt = frame;
            }
            if (incoming.isPassed() && incoming.frame() == aimedAt) {
                takeOver(now);
            }
        } else if (wanted != Request.STAND_BY) {
            released();
        }
    }

    private void takeOver(long now) throws AudioException {
        // Before anything else: whoever ends a binding that stands by ends one that has nothing to pass.
        if (become(Status.PLAYING)) {
            baton.hear(aimedAt);
            firstFrame = aimedAt;
            play(now);
            stream.bindingChanged();
        }
    }

    private void play(long now) throws AudioException {
        if (request == Request.RELEASE) {
            stop(now);
            return;
        }
        if (pin.isRunning() && !stream.isRunning()) {
            pause(now);
        }
        if (request == Request.DRAIN) {
            drain(now);
        } else if (stream.isRunning()) {
            run(now);
        }
    }

    private void run(long now) throws AudioException {
        if (pin.hasStopped()) {
            startAnew(now);
        }
        if (pin.isRunning()) {
            pass(now);
            device.measured(pin.speed());
            if (pin.hasStopped()) {
                pump.wantBy(now);
            }
        } else {
            pin.fill();
            pin.start(now);
            if (!hasStarted()) {
                startedAt = now;
                stream.bindingChanged();
            }
        }
        baton.hear(pin.resumeFrame());
        pump.wantBy(Pump.nextTick(now, period));
    }

    /** Of all that a pump does only this is what portcls does at dispatch level. */
    private void pass(long now) {
        Check.enterService();
        try {
            pin.pass(now);
        } finally {
            Check.leaveService();
        }
    }

    /** The device stopped by itself; what it may have played unseen comes again, and is on the record. */
    private void startAnew(long now) throws AudioException {
        halt(now);
        pin.aim(pin.resumeFrame());
        baton.hear(pin.resumeFrame());
    }

    /** A stream that stands holds nothing in the device: it can go on anywhere, or here. */
    private void pause(long now) throws AudioException {
        halt(now);
        pin.aim(pin.resumeFrame());
        pin.fill();
        baton.hear(pin.resumeFrame());
    }

    private void drain(long now) throws AudioException {
        if (!pin.isRunning() || pin.hasStopped()) {
            stop(now);
            return;
        }
        pass(now);
        if (!draining) {
            draining = true;
            pin.stopFeeding(now);
            drainDeadline = pin.settledAt(now) + DRAIN_GRACE_NANOS;
            baton.expect(pin.nextFrame());
        }
        baton.hear(pin.resumeFrame());
        if (pin.drained()) {
            baton.pass(pin.nextFrame(), now - pin.nanosSinceEnd(), 0);
            stream.bindingChanged();
            drainDeadline = pin.settledAt(now) + DRAIN_GRACE_NANOS;
            if (become(Status.HANDED_OVER)) {
                fallSilent(now);
            }
        } else if (now - drainDeadline >= 0) {
            stop(now);
        } else {
            wantBack(now);
        }
    }

    /** The successor plays already; what this device still holds is heard as well, then it may go. */
    private void fallSilent(long now) throws AudioException {
        var mayPlayOn = pin.isRunning() && !pin.hasStopped() && !pin.quiet();
        if (mayPlayOn && request != Request.RELEASE && now - drainDeadline < 0) {
            pass(now);
            baton.hear(pin.resumeFrame());
            wantBack(now);
        } else {
            stop(now);
        }
    }

    /** Comes back when it should be over; if it should be and is not, as always. */
    private void wantBack(long now) {
        var settled = pin.settledAt(now);
        var tick = Pump.nextTick(now, period);
        pump.wantBy(settled > now ? Math.min(settled, tick) : tick);
    }

    private void stop(long now) throws AudioException {
        var doubtful = halt(now);
        baton.hear(pin.resumeFrame());
        baton.pass(pin.resumeFrame(), now, doubtful);
        released();
    }

    /** Answers how many frames it may have played unseen, if it has stopped by itself. */
    private long halt(long now) throws AudioException {
        if (pin.hasStopped()) {
            return pin.haltStopped(now);
        }
        if (pin.isRunning()) {
            pin.halt(now);
        }
        return 0;
    }

    /** The device is lost, to the pump or to the control side: whoever has the pin's books. */
    private void end(Throwable cause, long now) {
        failure = cause;
        var doubtful = pin.lost(now);
        if (!status.compareAndSet(Status.STANDING_BY, Status.RELEASED) && !isReleased()) {
            // A pump that is given up may just not have come to say so.
            firstFrame = aimedAt;
            baton.hear(pin.resumeFrame());
            baton.pass(pin.resumeFrame(), pin.lastLook(), doubtful);
        }
        released();
    }

    private void released() {
        baton.settle();
        status.set(Status.RELEASED);
        stream.bindingChanged();
    }

    @Override
    protected void destroy() {
        pin.close();
    }
}
