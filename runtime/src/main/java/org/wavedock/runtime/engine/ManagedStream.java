// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wavedock.runtime.convert.Converter;
import org.wavedock.runtime.port.FrameRing;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

/** A stream as its client sees it: a ring of frames, wishes that others carry out, and the account. */
final class ManagedStream implements AudioStream {
    /** A century: for ever, in nanoseconds that can be added to a time. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private static final double MAX_GAIN = 16;
    private static final int MAX_SWAPS = 4_096;

    private final StreamRequest request;
    private final Switchboard board;
    private final Scheduler scheduler;
    /** Frames that may be written before one is heard. The ring has more: what a filter still needs of the past. */
    private final int history;

    private final FrameRing ring;
    private final int frameBytes;
    private final Ledger ledger;
    private final Route route;
    private final AtomicReference<SwapOrder> placedOrder = new AtomicReference<>();
    private final List<SwapReport> swaps = new CopyOnWriteArrayList<>();
    private final List<Consumer<SwapReport>> listeners = new CopyOnWriteArrayList<>();

    private volatile double gain = 1;
    private volatile boolean running;
    private volatile boolean closed;
    private volatile Baton cursor = Baton.first();
    private volatile Place place = Place.UNKNOWN;
    private volatile AudioException failure;
    private volatile long clientFrame;

    ManagedStream(StreamRequest request, Switchboard board) {
        this.request = request;
        this.board = board;
        scheduler = board.scheduler();
        frameBytes = request.format().frameBytes();
        history = Math.toIntExact(request.format().framesIn(request.history().toNanos()));
        var past = request.conversion() == Conversion.ANY
                ? Converter.furthestReach(request.format().sampleRate())
                : 0;
        ring = new FrameRing(Math.addExact(history, past), frameBytes);
        ledger = new Ledger(request.format().sampleRate());
        route = new Route(this, board);
    }

    // ---- for clients

    @Override
    public StreamRequest request() {
        return request;
    }

    @Override
    public void start() {
        running = true;
        board.wakeAll();
    }

    @Override
    public void pause() {
        running = false;
        board.wakeAll();
    }

    @Override
    public int write(ByteBuffer source, Duration timeout) throws AudioException {
        require(Direction.RENDER);
        var frames = source.remaining() / frameBytes;
        if (frames == 0) {
            return 0;
        }
        waitFor(() -> room() > 0, timeout);
        var taken = (int) Math.min(frames, room());
        ring.append(source, taken);
        return taken * frameBytes;
    }

    @Override
    public int read(ByteBuffer destination, Duration timeout) throws AudioException {
        require(Direction.CAPTURE);
        var frames = destination.remaining() / frameBytes;
        if (frames == 0) {
            return 0;
        }
        waitFor(() -> ring.end() > clientFrame, timeout);
        var taken = (int) Math.min(frames, ring.end() - clientFrame);
        ring.copyOut(clientFrame, destination, taken);
        clientFrame += taken;
        return taken * frameBytes;
    }

    @Override
    public void drain(Duration timeout) throws AudioException {
        require(Direction.RENDER);
        var end = ring.end();
        waitFor(() -> heardFrame() >= end, timeout);
    }

    @Override
    public double gain() {
        return gain;
    }

    @Override
    public void gain(double newGain) throws AudioException {
        require(Direction.RENDER);
        if (!(newGain >= 0 && newGain <= MAX_GAIN)) {
            throw new AudioException(Reason.INVALID_PARAMETER, "gain is " + newGain + ", expected 0 to " + MAX_GAIN);
        }
        if (!request.ports().equals(PortChoice.WAVE_CYCLIC)) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_REQUEST,
                    "stream " + request.name()
                            + " may go through WavePci, where devices read what was written; expected"
                            + " WaveCyclic on all devices");
        }
        gain = newGain;
    }

    @Override
    public SwapReport swapTo(String deviceName, Duration timeout) throws AudioException {
        var device = board.find(Objects.requireNonNull(deviceName, "device"));
        var order = new SwapOrder(device == null ? deviceName : device.name());
        if (!placedOrder.compareAndSet(null, order)) {
            throw new AudioException(Reason.INVALID_DEVICE_REQUEST, "another swap is being asked for at this moment");
        }
        board.wake();
        try {
            waitFor(order::isDone, timeout);
        } finally {
            placedOrder.compareAndSet(order, null);
        }
        return order.result();
    }

    @Override
    public StreamSnapshot snapshot() {
        ledger.collect();
        var sums = ledger.sums();
        var submitted = request.direction() == Direction.RENDER ? ring.end() : clientFrame;
        var at = place;
        return new StreamSnapshot(
                request.name(),
                state(),
                at.device(),
                at.format(),
                submitted,
                sums.rendered(),
                sums.lost(),
                sums.dropped(),
                sums.repeated(),
                sums.silence(),
                sums.segments());
    }

    private StreamState state() {
        if (closed) {
            return StreamState.STOP;
        }
        return running ? StreamState.RUN : StreamState.PAUSE;
    }

    @Override
    public List<SwapReport> swaps() {
        return List.copyOf(swaps);
    }

    @Override
    public void onSwap(Consumer<SwapReport> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Begins to close. */
    void beginToClose() {
        closed = true;
        board.wake();
    }

    /** Begins to close because it cannot go on; from now on calls say why. */
    void fail(AudioException why) {
        failure = why;
        beginToClose();
    }

    /** Why it ended by itself, or null. */
    AudioException failure() {
        return failure;
    }

    @Override
    public void close() {
        board.close(List.of(this));
    }

    private void require(Direction direction) throws AudioException {
        if (request.direction() != direction) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_REQUEST,
                    "stream " + request.name() + " is a " + request.direction() + " stream");
        }
    }

    private void waitFor(BooleanSupplier condition, Duration timeout) throws AudioException {
        var met = scheduler.await(() -> closed || condition.getAsBoolean(), nanos(timeout));
        if (closed) {
            throw closing();
        }
        if (!met && place.kind() != Place.Kind.CARRIED) {
            throw new AudioException(
                    Reason.DEVICE_NOT_READY, "stream " + request.name() + " waits for a device, after " + timeout);
        }
        if (!met) {
            throw new AudioException(
                    Reason.IO_TIMEOUT, "stream " + request.name() + " got no further within " + timeout);
        }
    }

    private AudioException closing() {
        var why = failure;
        return why == null
                ? new AudioException(Reason.CANCELLED, "stream " + request.name() + " is closed")
                : new AudioException(why.reason(), "stream " + request.name() + " has ended: " + why.getMessage(), why);
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toNanos() : timeout.toNanos();
    }

    /** What may be written without touching a frame that is not yet known to have been heard. */
    private long room() {
        return history - (ring.end() - heardFrame());
    }

    private long heardFrame() {
        return cursor.heardFrame();
    }

    // ---- for pumps and the control loop

    Limits limits() {
        return board.limits();
    }

    FrameRing ring() {
        return ring;
    }

    /** The first captured frame that the client has not read. */
    long clientFrame() {
        return clientFrame;
    }

    boolean isRunning() {
        return running && !closed;
    }

    boolean isClosed() {
        return closed;
    }

    Ledger ledger() {
        return ledger;
    }

    Route route() {
        return route;
    }

    /** Something about a binding has changed that the control loop should see. Hot path. */
    void bindingChanged() {
        board.wake();
    }

    /** Which stay the client's position follows from now on. */
    void cursor(Baton stay) {
        cursor = stay;
    }

    void placed(Place now) {
        place = now;
    }

    Place place() {
        return place;
    }

    SwapOrder takeOrder() {
        return placedOrder.getAndSet(null);
    }

    void swapped(SwapReport how) {
        if (swaps.size() == MAX_SWAPS) {
            swaps.remove(0);
        }
        swaps.add(how);
        for (var listener : listeners) {
            board.tell(() -> listener.accept(how));
        }
    }

    /** Called once, when nothing of the stream is open any more. */
    void ended() {
        ledger.collect();
        if (request.direction() == Direction.RENDER) {
            ledger.end(ring.end());
        } else {
            ledger.end(heardFrame());
            ledger.drop(ring.end() - clientFrame);
        }
        place = Place.GONE;
    }
}
