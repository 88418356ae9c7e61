// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.TaskQueue;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/** Brings streams and devices together: the control loop that owns every {@link Route}, and never blocks. */
public final class Switchboard implements AudioStreams, Work {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final long CLOSE_NANOS = 1_000_000_000;
    private static final long OPEN_NANOS = 2_000_000_000;
    /** Well under the 5 s that SCR waits, and under the second that a stopping bundle may be held up. */
    private static final long LEAVE_NANOS = 800_000_000;

    private static final long GIVE_UP_NANOS = 100_000_000;
    private static final long AFTER_FAULT_NANOS = 100_000_000;

    private final Scheduler scheduler;
    private final Worker worker;
    private final TaskQueue events;
    private final List<ManagedStream> streams = new CopyOnWriteArrayList<>();
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final Map<Direction, List<String>> preferences = new ConcurrentHashMap<>();
    /** All devices, and those that have left and still keep a thread. */
    private final List<Device> watched = new CopyOnWriteArrayList<>();

    private volatile List<Device> devices = List.of();
    private volatile Device nowhere;
    private volatile boolean halted;
    private volatile Limits limits = Limits.NONE;

    /**
     * A switchboard without devices.
     *
     * @param scheduler drives everything
     */
    public Switchboard(Scheduler scheduler) {
        this.scheduler = scheduler;
        events = new TaskQueue(scheduler, "wavedock-events");
        worker = scheduler.start("wavedock-control", this);
    }

    /**
     * Sets limits for what is opened from now on; without them there are none.
     *
     * @param newLimits not null
     */
    public void limit(Limits newLimits) {
        limits = newLimits;
    }

    Limits limits() {
        return limits;
    }

    /** Closes streams, all at a time. */
    void close(List<ManagedStream> ending) {
        ending.forEach(ManagedStream::beginToClose);
        scheduler.await(() -> ending.stream().noneMatch(this::carries), CLOSE_NANOS);
    }

    // ---- for applications

    @Override
    public List<DeviceSnapshot> devices() {
        return devices.stream()
                .filter(device -> !device.isLeaving())
                .map(Device::snapshot)
                .toList();
    }

    @Override
    public List<AudioStream> streams() {
        return List.copyOf(streams);
    }

    @Override
    public AudioStream open(StreamRequest request) throws AudioException {
        return take(request);
    }

    /** As {@link #open}. */
    ManagedStream take(StreamRequest request) throws AudioException {
        requirePresent(request);
        var stream = newStream(request);
        streams.add(stream);
        routes.add(stream.route());
        wake();
        scheduler.await(() -> stream.place().kind() != Place.Kind.UNKNOWN || halted, OPEN_NANOS);
        var refusal =
                stream.failure() != null ? stream.failure() : stream.place().refusal();
        if (refusal != null) {
            stream.close();
            throw refusal;
        }
        if (halted) {
            stream.close();
            throw new AudioException(Reason.CANCELLED, "the platform is stopping");
        }
        return stream;
    }

    private ManagedStream newStream(StreamRequest request) throws AudioException {
        try {
            return new ManagedStream(request, this);
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "no memory for " + request.history() + " of " + request.format() + ", ask for less history",
                    e);
        }
    }

    private void requirePresent(StreamRequest request) throws AudioException {
        var policy = request.policy();
        var mayWait = policy.selection() == Selection.PINNED && policy.absence() != Absence.FAIL;
        if (request.device() != null && find(request.device()) == null && !mayWait) {
            throw new AudioException(
                    Reason.NOT_FOUND, "no device " + request.device() + ", expected one of " + names());
        }
    }

    // ---- for whoever knows of devices

    /**
     * A device has come. Blocks until it has said what it is, 2 s at most.
     *
     * @param provider the device
     * @param origin where it comes from
     * @throws AudioException if it cannot be used at all
     */
    public void add(DmaChannelProvider provider, DeviceOrigin origin) throws AudioException {
        var device = new Device(scheduler, provider, origin);
        if (find(device.name()) != null) {
            LOG.log(Level.WARNING, "a second device calls itself {0}; the better one is meant by it", device.name());
        }
        watched.add(device);
        changeDevices(list -> list.add(device));
        wake();
    }

    /**
     * A device's ranking has changed. Never blocks.
     *
     * @param origin the new one, with the old service id
     */
    public void change(DeviceOrigin origin) {
        changeDevices(list -> list.forEach(device -> {
            if (device.origin().serviceId() == origin.serviceId()) {
                device.changeOrigin(origin);
            }
        }));
        wake();
    }

    /**
     * A device goes: its streams drain and leave, and only then does this return; after 0.8 s they are cut off.
     *
     * @param serviceId the service that goes
     */
    public void remove(long serviceId) {
        Predicate<Device> isIt = device -> device.origin().serviceId() == serviceId;
        // An interrupt is the caller's business; it must not cut the streams off.
        var interrupted = Thread.interrupted();
        devices.stream().filter(isIt).forEach(this::vacate);
        changeDevices(list -> list.removeIf(isIt));
        wake();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void vacate(Device device) {
        device.leave(scheduler.nanoTime());
        wake();
        if (!scheduler.await(device::isVacant, LEAVE_NANOS)) {
            LOG.log(Level.WARNING, "device {0} did not let go of its streams in time", device.name());
            device.giveUp();
            wake();
            scheduler.await(device::isVacant, GIVE_UP_NANOS);
        }
        device.end();
    }

    /**
     * Which devices are preferred from now on, whether they are there or not. Never blocks.
     *
     * @param direction of the streams that it is for
     * @param identities the most preferred first
     */
    public void prefer(Direction direction, List<String> identities) {
        preferences.put(direction, List.copyOf(identities));
        wake();
    }

    private synchronized void changeDevices(java.util.function.Consumer<List<Device>> change) {
        var changed = new ArrayList<>(devices);
        change.accept(changed);
        changed.sort(Comparator.comparing(Device::origin));
        devices = List.copyOf(changed);
    }

    /** From now on no stream goes to another device: the whole framework stops. */
    public void halt() {
        halted = true;
    }

    /** Closes every stream and ends every worker. */
    public void end() {
        halt();
        close(streams);
        devices.forEach(device -> remove(device.origin().serviceId()));
        if (nowhere != null) {
            nowhere.end();
        }
        worker.end();
        events.end();
    }

    // ---- the control loop

    @Override
    public long onCycle(long now) {
        var next = NEVER;
        watched.forEach(device -> device.watch(now));
        for (var route : routes) {
            next = Math.min(next, step(route, now));
            if (route.isClosed() && streams.remove(route.stream())) {
                route.stream().ended();
            }
            if (route.isGone()) {
                routes.remove(route);
            }
        }
        watched.removeIf(Device::hasGone);
        for (var device : watched) {
            next = Math.min(next, device.nextLook(now));
        }
        return next;
    }

    /** A bug in one stream's way, or in a backend that answers there, is not the other streams' business. */
    private static long step(Route route, long now) {
        try {
            return route.step(now);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the way of stream " + route.stream().request().name() + " has a fault", e);
            return now + AFTER_FAULT_NANOS;
        }
    }

    // ---- for the engine

    Scheduler scheduler() {
        return scheduler;
    }

    /** All devices, best first, the leaving ones included. */
    List<Device> ranked() {
        return devices;
    }

    List<String> preferences(Direction direction) {
        return preferences.getOrDefault(direction, List.of());
    }

    /** Where streams discard. Made when the first one has to. Called by the control loop. */
    Device nowhere() {
        if (nowhere == null) {
            nowhere = Device.nowhere(scheduler);
        }
        return nowhere;
    }

    Device find(String nameOrIdentity) {
        return Wish.find(devices, nameOrIdentity);
    }

    String names() {
        var names = devices.stream().map(Device::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none: there is no device" : names;
    }

    boolean isHalted() {
        return halted;
    }

    boolean carries(ManagedStream stream) {
        return streams.contains(stream);
    }

    void wake() {
        worker.wake();
    }

    /** Whichever pump has the stream, or is about to have it, looks at once. */
    void wakeAll() {
        devices.forEach(device -> device.pump().wake());
        if (nowhere != null) {
            nowhere.pump().wake();
        }
        wake();
    }

    void tell(Runnable news) {
        events.post(news);
    }

    void lost(ManagedStream stream, AudioException why) {
        tell(() -> {
            LOG.log(Level.WARNING, "stream {0} moves on: {1}", stream.request().name(), why.getMessage());
            LOG.log(Level.DEBUG, "the cause", why);
        });
    }
}
