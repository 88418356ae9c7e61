// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.TaskQueue;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/**
 * A device as the engine sees it: its provider, its port, its pump, and a desk where whatever may block is done, so that a
 * device that hangs holds up nobody else.
 */
final class Device {
    /** How long a leaving device plays on while a successor is being opened. */
    private static final long PATIENCE_NANOS = 300_000_000;

    /** Whoever is kept for so long is not waited for; it is noticed a look later. */
    private static final long HUNG_NANOS = 200_000_000;
    /** What opens so slowly is not worth a stream's patience even if the stream plays elsewhere meanwhile. */
    private static final long SLOWEST_NANOS = 1_000_000_000;
    /** How long a device that came back from a hang is left alone. */
    private static final long BACK_OFF_NANOS = 250_000_000;
    /** In place of a number of uses: nothing is open and nothing can be opened. */
    private static final int ENDED = -1;

    private static final double PPM = 1e6;

    private final DeviceDescription description;
    private final Pump pump;
    private final TaskQueue desk;
    private final DevicePorts ports;
    private final Scheduler scheduler;
    private final AtomicInteger uses = new AtomicInteger();
    private final Door deskDoor = new Door();
    private long deskKept;
    private boolean pumpHangs;
    private long shunnedUntil = Long.MIN_VALUE;

    private volatile DeviceOrigin origin;
    private volatile boolean leaving;
    private volatile long overdueAt;
    private volatile boolean givenUp;
    private volatile boolean ending;
    private volatile double speed = Double.NaN;

    /** Blocks until the device has said what it is. */
    Device(Scheduler scheduler, DmaChannelProvider provider, DeviceOrigin origin) throws AudioException {
        this(scheduler, provider, Introduction.of(provider, scheduler), origin);
    }

    private Device(Scheduler scheduler, DmaChannelProvider provider, DeviceDescription description, DeviceOrigin origin)
            throws AudioException {
        this.scheduler = scheduler;
        this.origin = origin;
        this.description = description;
        pump = new Pump(scheduler, "wavedock-pump-" + description.name());
        ports = DevicePorts.of(provider, description, pump.group(), deskDoor.inside(scheduler));
        desk = new TaskQueue(scheduler, "wavedock-desk-" + description.name());
    }

    /** Where streams are that go on without a device. It has no name, and is among no devices. */
    static Device nowhere(Scheduler scheduler) {
        try {
            var clock = new Nowhere(scheduler);
            return new Device(scheduler, clock, clock.description(), null);
        } catch (AudioException e) {
            throw new AssertionError("a clock cannot fail", e);
        }
    }

    boolean isNowhere() {
        return origin == null;
    }

    /** The name that people type; null nowhere. */
    String name() {
        return isNowhere() ? null : description.name();
    }

    /** What it is recognised by. */
    String identity() {
        return description.identity();
    }

    Pump pump() {
        return pump;
    }

    DeviceOrigin origin() {
        return origin;
    }

    void changeOrigin(DeviceOrigin newOrigin) {
        origin = newOrigin;
    }

    DeviceSnapshot snapshot() {
        var from = origin;
        return new DeviceSnapshot(
                name(),
                identity(),
                description.description(),
                from.ranking(),
                Math.max(0, uses.get()),
                description.fifoFrames(),
                driftPpm(),
                from.bundle(),
                from.serviceId());
    }

    private OptionalDouble driftPpm() {
        var measured = speed;
        return Double.isNaN(measured) ? OptionalDouble.empty() : OptionalDouble.of((measured - 1) * PPM);
    }

    /** How fast it is against the platform's clock; not a number if that is not known. The pump's side; hot path. */
    void measured(double newSpeed) {
        if (!Double.isNaN(newSpeed)) {
            speed = newSpeed;
        }
    }

    /** No stream may come any more, and those that are there have to go. */
    void leave(long now) {
        overdueAt = now + PATIENCE_NANOS;
        leaving = true;
    }

    /** Whether its streams should leave even without a successor that is ready. */
    boolean isOverdue(long now) {
        return leaving && now - overdueAt >= 0;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Looks whether anybody is kept in a call of the backend. The control loop's. */
    void watch(long now) {
        deskKept = deskDoor.look(now);
        pumpHangs = pump.door().look(now) >= HUNG_NANOS;
        if (pumpHangs || deskKept >= HUNG_NANOS) {
            shunnedUntil = now + BACK_OFF_NANOS;
        }
    }

    /** When to look again. */
    long nextLook(long now) {
        return isVacant() && !isHung(now) ? Work.NEVER : now + Door.LOOK_NANOS;
    }

    /** Whether it keeps somebody, or did until a moment ago: no stream goes there. */
    boolean isHung(long now) {
        return now < shunnedUntil;
    }

    /** Whether the pump is kept: the streams that it services are given up. */
    boolean keepsPump() {
        return pumpHangs;
    }

    /** Whether it takes longer to open than any device may. */
    boolean opensTooSlowly() {
        return deskKept >= SLOWEST_NANOS;
    }

    /** Does what may block. */
    private void atDesk(Runnable task) {
        desk.post(() -> {
            deskDoor.enter();
            try {
                task.run();
            } finally {
                deskDoor.leave();
            }
        });
    }

    /** The time to leave is over; its bindings are abandoned. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Whether it has left, and nothing of it is left. */
    boolean hasGone() {
        return leaving && isVacant();
    }

    /** Nothing is open on the device, and nothing is being opened. */
    boolean isVacant() {
        return uses.get() <= 0;
    }

    /** Opens the device for a stream, at the desk. */
    Attempt open(ManagedStream stream) {
        var attempt = new Attempt(this);
        var limit = isNowhere() ? Integer.MAX_VALUE : stream.limits().streamsPerDevice();
        var before = uses.getAndUpdate(count -> count == ENDED || count >= limit ? count : count + 1);
        if (before == ENDED) {
            attempt.fail(new AudioException(Reason.DEVICE_REMOVED, "device " + name() + " has left"));
            return attempt;
        }
        if (before >= limit) {
            attempt.fail(new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "device " + name() + " carries " + before + " streams, and may carry " + limit));
            return attempt;
        }
        atDesk(() -> {
            tryToOpen(stream, attempt);
            if (attempt.binding() == null) {
                unused();
            }
            stream.bindingChanged();
        });
        return attempt;
    }

    /** A backend is asked for a format where it may hang: here. */
    private void tryToOpen(ManagedStream stream, Attempt attempt) {
        WaveFormat format;
        try {
            format = ports.agree(stream.request());
        } catch (AudioException e) {
            attempt.exclude(e);
            return;
        } catch (RuntimeException | Error e) {
            attempt.exclude(failed("checking a format", e));
            return;
        }
        try {
            var binding = bind(stream, format);
            pump.join(binding);
            attempt.succeed(binding);
        } catch (AudioException e) {
            attempt.fail(e);
        } catch (RuntimeException | Error e) {
            attempt.fail(failed("opening", e));
        }
    }

    /** Gives a released binding back, at the desk. */
    void retire(Binding binding) {
        atDesk(() -> {
            try {
                pump.leave(binding);
                binding.release();
            } finally {
                binding.givenBack();
                unused();
            }
        });
    }

    /** One use less; the last one of a device that has ended takes the desk with it. At the desk. */
    private void unused() {
        uses.decrementAndGet();
        closeIfEnded();
    }

    private void closeIfEnded() {
        if (ending && uses.compareAndSet(0, ENDED)) {
            pump.end();
            ports.close();
            desk.end();
        }
    }

    private Binding bind(ManagedStream stream, WaveFormat format) throws AudioException {
        var pin = ports.open(stream, format);
        try {
            pin.prepare(scheduler);
            return new Binding(stream, this, pin);
        } catch (AudioException | RuntimeException | Error e) {
            pin.close();
            throw e;
        }
    }

    private AudioException failed(String doing, Throwable cause) {
        return new AudioException(
                Reason.UNSUCCESSFUL, "device " + name() + " failed at " + doing + ": " + cause, cause);
    }

    /** Ends the device's work, as soon as everything is given back. */
    void end() {
        ending = true;
        desk.post(this::closeIfEnded);
    }
}
