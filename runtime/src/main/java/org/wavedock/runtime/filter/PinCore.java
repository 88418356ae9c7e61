// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

/**
 * The life of a client's stream: its states, its service, its end. It is a member of the miniport's service group only in
 * {@code RUN}, so that no service can run elsewhere; one thread at a time is inside.
 */
abstract class PinCore implements WavePin {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    /** What a pin is opened for. */
    record Terms(Filter filter, int number, boolean capture, Streaming streaming) {
        boolean looped() {
            return streaming == Streaming.LOOPED;
        }
    }

    /** Serves the pin; a member of the miniport's group. */
    private final class Service extends CUnknown implements IServiceSink {
        @Override
        public void requestService() {
            serve();
        }

        @Override
        protected void destroy() {
            // It is a part of the pin.
        }
    }

    private final Terms terms;
    private final Scheduler scheduler;
    private final Turnstile turnstile = new Turnstile(this::callAgain);
    private final PositionEvents events;
    private final Callbacks callbacks;
    private final Service service = new Service();
    private final AtomicReference<Reason> gone = new AtomicReference<>();
    private ServiceSource source;
    private volatile StreamState state = StreamState.STOP;
    private volatile Throwable broken;
    private volatile Consumer<PinCore> closeListener = pin -> {};
    private StreamState wanted = StreamState.STOP;
    private StreamState ceiling = StreamState.RUN;

    PinCore(Terms terms) {
        this.terms = terms;
        events = new PositionEvents(terms.looped());
        scheduler = terms.filter().registry().scheduler();
        callbacks = new Callbacks(scheduler, events, this::buryIfBroken);
    }

    // ---- what the ports do differently; all of it inside the pin

    /** Opens the miniport's stream and says {@link #servedBy}. */
    abstract void open() throws AudioException;

    /** Takes the miniport's stream one step; on the way down the step counts as taken, whatever it throws. */
    abstract void step(StreamState next, long now) throws AudioException;

    /** One service in RUN, outside of resets. Hot path. */
    abstract void pass(long now) throws AudioException;

    abstract void takeAll();

    /** The play offset, counted from STOP. */
    abstract long played(long now);

    /** Where in the stream the looped packet began. */
    abstract long loopStart();

    /** The length of the looped packet, bytes, or 0. */
    abstract int loop();

    /** Whether a reset is under way. */
    abstract boolean isResetting();

    /** Gives back whatever {@link #open} got; the stream is in STOP. What it throws is logged by {@link #release}. */
    abstract void letGo();

    // ---- state

    @Override
    public StreamState state() {
        return state;
    }

    @Override
    public void setState(StreamState target) throws AudioException {
        Objects.requireNonNull(target, "state");
        enter();
        try {
            wanted = target;
            move(lower(target, ceiling));
        } finally {
            turnstile.leave();
        }
    }

    /** How far the stream may go while its device sleeps. */
    void limit(StreamState newCeiling) {
        turnstile.enter();
        try {
            ceiling = newCeiling;
            if (gone.get() == null) {
                move(lower(wanted, ceiling));
            }
        } catch (AudioException e) {
            LOG.log(Level.WARNING, "a stream of " + terms.filter() + " did not follow its device's power", e);
        } finally {
            turnstile.leave();
        }
    }

    private static StreamState lower(StreamState one, StreamState other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Goes there by neighbouring steps. Going up the first failure ends it; going down nothing does. */
    final void move(StreamState target) throws AudioException {
        AudioException failure = null;
        while (state != target) {
            var before = state;
            var next = before.stepTowards(target);
            if (before == StreamState.RUN) {
                source.leave(service);
            }
            try {
                step(next, scheduler.nanoTime());
            } catch (AudioException | RuntimeException | Error e) {
                failure = failure == null ? asRefusal(e) : failure;
            }
            if (failure != null && next.compareTo(before) > 0) {
                wanted = before;
                throw failure;
            }
            state = next;
            arrived(before);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void arrived(StreamState before) {
        if (state == StreamState.RUN) {
            source.join(service);
        } else if (before == StreamState.RUN) {
            events.bringForward(loop());
            callbacks.wake();
        }
        if (state == StreamState.STOP) {
            events.restart();
        }
    }

    static AudioException asRefusal(Throwable e) {
        if (e instanceof AudioException refusal) {
            return refusal;
        }
        return new AudioException(
                e instanceof DeviceRemovedException removed ? removed.reason() : Reason.UNSUCCESSFUL,
                "the miniport failed: " + e,
                e);
    }

    // ---- service

    /** Who serves the pin; once, while it is opened. */
    final void servedBy(ServiceSource newSource) {
        source = newSource;
    }

    final Callbacks callbacks() {
        return callbacks;
    }

    final Terms terms() {
        return terms;
    }

    final PositionEvents events() {
        return events;
    }

    final long now() {
        return scheduler.nanoTime();
    }

    /** Has the device's service come again soon; nothing happens outside of RUN. */
    final void callAgain() {
        if (state == StreamState.RUN) {
            source.request();
        }
    }

    /** The device's service; hot path. */
    private void serve() {
        if (!turnstile.enterService()) {
            return;
        }
        try {
            if (state == StreamState.RUN && gone.get() == null) {
                var now = scheduler.nanoTime();
                source.served(now);
                serveAt(now);
            }
        } catch (AudioException | RuntimeException | Error e) {
            broken = e;
            callbacks.wake();
        } finally {
            turnstile.leaveService();
        }
    }

    private void serveAt(long now) throws AudioException {
        if (!isResetting()) {
            pass(now);
            if (events.passed(played(now) - loopStart(), loop())) {
                callbacks.wake();
            }
        }
    }

    /** A device that failed in a service is gone; on the pin's own thread. */
    private void buryIfBroken() {
        var failure = broken;
        if (failure != null && gone.get() == null) {
            LOG.log(Level.WARNING, "a stream of " + terms.filter() + " is taken away from its client", failure);
            if (gone.compareAndSet(null, Reason.DEVICE_REMOVED)) {
                tearDown();
            }
        }
    }

    // ---- the end

    final int number() {
        return terms.number();
    }

    final boolean isClosed() {
        return gone.get() != null;
    }

    /** Tells somebody when the pin is closed; one at most. */
    final void onClose(Consumer<PinCore> listener) {
        closeListener = listener;
    }

    private void requirePresent() throws AudioException {
        var reason = gone.get();
        if (reason != null) {
            throw new AudioException(
                    reason,
                    reason == Reason.DEVICE_REMOVED
                            ? "the device of this stream of " + terms.filter() + " is gone"
                            : "this stream of " + terms.filter() + " is closed");
        }
    }

    /** A client comes in, whatever has become of the pin. */
    final void enterAnyway() {
        turnstile.enter();
    }

    /** A client comes in, if the pin still is one. A device that hangs keeps nobody from hearing that it is gone. */
    final void enter() throws AudioException {
        requirePresent();
        turnstile.enter();
        try {
            requirePresent();
        } catch (AudioException e) {
            turnstile.leave();
            throw e;
        }
    }

    final void leave() {
        turnstile.leave();
    }

    /** Takes the stream away from its client, who is not waited for; nor is the miniport, for longer than a second. */
    void remove() {
        if (gone.compareAndSet(null, Reason.DEVICE_REMOVED)) {
            Bounded.run(scheduler, "a stream of " + terms.filter(), this::tearDown);
        }
    }

    /** The client is gone. */
    void vanish() {
        if (gone.compareAndSet(null, Reason.INVALID_DEVICE_STATE)) {
            Bounded.run(scheduler, "a stream of " + terms.filter(), this::tearDown);
        }
    }

    @Override
    public void close() {
        if (gone.compareAndSet(null, Reason.INVALID_DEVICE_STATE)) {
            tearDown();
        } else {
            gone.set(Reason.INVALID_DEVICE_STATE);
        }
    }

    /** No service, STOP, no mappings, no packets, then the references; nothing stands in its way. */
    private void tearDown() {
        turnstile.enter();
        try {
            move(StreamState.STOP);
        } catch (AudioException e) {
            LOG.log(Level.DEBUG, "a stream of " + terms.filter() + " did not stop in order", e);
        } finally {
            attempt(this::takeAll);
            attempt(this::letGo);
            turnstile.leave();
        }
        service.release();
        terms.filter().closed(this);
        closeListener.accept(this);
        callbacks.end();
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "a stream of " + terms.filter() + " did not end in order", e);
        }
    }

    /** Gives one thing back, whatever its owner thinks of it. */
    final void release(IUnknown object) {
        if (object != null) {
            attempt(object::release);
        }
    }
}
