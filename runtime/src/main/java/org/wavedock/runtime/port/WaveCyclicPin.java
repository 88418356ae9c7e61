// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * The port's side of one open stream: the ring, the state of the miniport's stream, and the device's position as a 64-bit count
 * of frames since it started. Ring offsets do not leave this package.
 *
 * <p>Prepared and closed on a control thread; everything between belongs to the pump.
 */
public abstract class WaveCyclicPin {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final int NOTIFICATION_MILLIS = 10;
    /** What lies closer to a running cursor than this could be met by it while it is being copied. */
    static final long GUARD_NANOS = 1_000_000;
    /** No clock is further off than this. */
    private static final double SAFETY = 1.01;
    /** No device plays faster than so many times its rate: what seems so right after its start is a FIFO being filled. */
    private static final double FASTEST = 100;

    private static final long MOMENT_NANOS = 2_000_000;
    private static final long SETTLE_NANOS = 100_000_000;
    private static final long MEASURE_NANOS = 1_000_000_000;

    private final NewStream<IMiniportWaveCyclicStream> opened;
    private final IMiniportWaveCyclicStream stream;
    /** What the device can do beyond a slave channel, or null. */
    protected final TransferControl control;

    private final ByteBuffer silence;
    private StreamState state = StreamState.STOP;
    private int ringBytes;
    private int lastOffset;
    private long linearBytes;
    private long lastLook;
    private long startedAt;
    private long movedAt;
    private long measuredFrom;
    private long measuredPosition;
    private long passedBefore;

    /** The format of the stream. */
    protected final WaveFormat format;
    /** The channel whose ring this is. */
    protected final IDmaChannel channel;
    /** Bytes of a frame. */
    protected final int frameBytes;
    /** The account of what the device passed. */
    protected final RunLog log = new RunLog();
    /** Frames of the ring, latched when the stream was acquired. */
    protected int ringFrames;
    /** Frames that the device has passed since it started. */
    protected long position;
    /** Where on the device's own timeline it started. */
    protected long origin;

    WaveCyclicPin(NewStream<IMiniportWaveCyclicStream> opened, WaveFormat format) {
        this.opened = opened;
        this.format = format;
        stream = opened.stream();
        channel = opened.dmaChannel();
        control = stream.queryInterface(TransferControl.class).orElse(null);
        frameBytes = format.frameBytes();
        silence = ByteBuffer.allocateDirect((int) format.framesIn(NOTIFICATION_MILLIS * 1_000_000L) * frameBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Readies the ring: PAUSE, all silence. May block.
     *
     * @throws AudioException what the miniport refuses with
     */
    public void prepare() throws AudioException {
        stream.setNotificationFreq(NOTIFICATION_MILLIS);
        stream.silence(silence, 0, silence.capacity());
        aim(0);
    }

    /** What was passed and is not yet in the account. */
    public RunLog log() {
        return log;
    }

    /** Which of the device's substreams this is. */
    public int substream() {
        return control == null ? 0 : control.substream();
    }

    /** Whether the device has stopped by itself; it has to be halted, aimed and started anew. Hot path. */
    public boolean hasStopped() {
        return control != null && isRunning() && control.hasStopped();
    }

    /** Whether the device's cursor is moving. */
    public boolean isRunning() {
        return state == StreamState.RUN;
    }

    /**
     * Starts over at a frame of the stream: the ring is silent, the position 0, nothing placed.
     *
     * @param streamFrame the next frame to hand to the device, or to number what is captured with
     * @throws AudioException what the miniport refuses with
     */
    public void aim(long streamFrame) throws AudioException {
        setState(StreamState.STOP);
        setState(StreamState.PAUSE);
        silence(0, ringFrames);
        passedBefore += position;
        position = 0;
        aimed(streamFrame);
    }

    /**
     * Lets the device run from what lies in the ring.
     *
     * @param now the time
     * @throws AudioException what the miniport refuses with
     */
    public void start(long now) throws AudioException {
        aboutToStart();
        lastOffset = 0;
        linearBytes = 0;
        lastLook = now;
        startedAt = now;
        movedAt = now;
        measuredFrom = now;
        // A device that has no timeline of its own has ours: what it passed since it was opened.
        origin += passedBefore;
        passedBefore = 0;
        setState(StreamState.RUN);
        if (control != null) {
            origin = control.originFrame();
        }
        look(now);
    }

    /**
     * Stops the device and counts what it has passed by then.
     *
     * @param now the time
     * @throws AudioException what the miniport refuses with
     */
    public void halt(long now) throws AudioException {
        setState(StreamState.PAUSE);
        look(now);
        halted();
    }

    /** One service pass. Hot path. */
    public abstract void pass(long now);

    /** Fills the ring of a device that does not run yet. Hot path. */
    public abstract void fill();

    /** From now on nothing more is handed over; the cut is where the stream then stands. */
    public abstract void stopFeeding(long now) throws AudioException;

    /** Whether the device has passed all that it was given. */
    public abstract boolean drained();

    /** Whether all of that has also left the device's FIFO. */
    public abstract boolean quiet();

    /** The first frame that this device has not surely played; whoever comes next starts there. */
    public abstract long resumeFrame();

    /** The first frame that this device was not given. */
    public abstract long nextFrame();

    /** When the device will be drained, or quiet, if it is on its way there. */
    public abstract long settledAt(long now);

    /** How long ago, in nanoseconds, the device passed the end of what it was given; 0 if it did not yet. */
    public abstract long nanosSinceEnd();

    /**
     * The device is gone without a word. Calls nothing on it.
     *
     * @param now the time
     * @return the frames that it may have passed since the last look; they are in the account as unconfirmed
     */
    public final long lost(long now) {
        return doubt(farthest(now));
    }

    /**
     * Halts a device that has stopped by itself.
     *
     * @param now the time
     * @return the frames that it may have passed unseen; they are in the account as unconfirmed
     * @throws AudioException what the miniport refuses with
     */
    public final long haltStopped(long now) throws AudioException {
        var reached = farthest(now);
        halt(now);
        ranDry();
        return doubt(Math.max(reached, position));
    }

    /** The device has stopped by itself. */
    abstract void ranDry();

    /** Puts on record what lies before a position and has not been confirmed. */
    abstract long doubt(long reached);

    abstract void aimed(long streamFrame);

    abstract void aboutToStart();

    abstract void halted();

    /**
     * How fast the device is against the platform's clock, from a moment after its start on: 1 if exactly as fast.
     *
     * @return not a number before a second has been measured
     */
    public double speed() {
        var nanos = lastLook - measuredFrom;
        return measuredFrom == startedAt || nanos < MEASURE_NANOS
                ? Double.NaN
                : (position - measuredPosition) * 1e9 / ((double) nanos * format.sampleRate());
    }

    /** When the position was last read. */
    public long lastLook() {
        return lastLook;
    }

    /** Gives everything back. May block; what the miniport throws is logged. */
    public void close() {
        try {
            setState(StreamState.STOP);
        } catch (AudioException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a device refused to stop", e);
        }
        release(stream);
        release(channel);
        if (opened.serviceGroup() != null) {
            release(opened.serviceGroup());
        }
    }

    private static void release(IUnknown object) {
        try {
            object.release();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a device failed to let go of " + object.getClass(), e);
        }
    }

    /** Takes the miniport there by neighbouring steps. Going up the first failure ends it; going down nothing does. */
    private void setState(StreamState target) throws AudioException {
        AudioException failure = null;
        while (state != target) {
            var step = state.stepTowards(target);
            try {
                stream.setState(step);
            } catch (AudioException e) {
                if (step.ordinal() > state.ordinal()) {
                    throw e;
                }
                failure = e;
            }
            state = step;
            if (step == StreamState.ACQUIRE) {
                ringBytes = channel.bufferSize() / frameBytes * frameBytes;
                ringFrames = ringBytes / frameBytes;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Reads where the device is. */
    protected final void look(long now) {
        if (control != null) {
            linearBytes = control.transferredBytes();
        } else {
            var offset = stream.getPosition();
            var delta = Math.floorMod(offset - lastOffset, ringBytes);
            linearBytes += delta + missedLaps(now, delta) * ringBytes;
            lastOffset = offset;
        }
        lastLook = now;
        var reached = linearBytes / frameBytes;
        if (reached != position) {
            position = reached;
            movedAt = now;
        }
        // What a device takes at once at its start says nothing of its speed.
        if (measuredFrom == startedAt && now - startedAt > SETTLE_NANOS) {
            measuredFrom = now;
            measuredPosition = position;
        }
    }

    /** A ring offset cannot tell one lap from two; the clock can. */
    private long missedLaps(long now, int delta) {
        var expected = format.framesIn(Math.max(0, now - lastLook)) * frameBytes;
        return Math.max(0, (expected - delta + ringBytes / 2) / ringBytes);
    }

    /** Where the device may be by now at the most, judged by how fast it has been. Calls nothing. */
    private long farthest(long now) {
        if (!isRunning()) {
            return position;
        }
        // Not since the last look: a position that did not move may be one that the device does not know.
        var unseen = (double) Math.max(0, now - movedAt);
        var seen = Math.max(1, movedAt - startedAt);
        var byClock = unseen * format.sampleRate() / 1e9;
        var byItself = unseen * position / seen;
        var reached = position + (long) Math.ceil(SAFETY * Math.max(byClock, Math.min(byItself, FASTEST * byClock)));
        // What was committed is played on until the device is told, a moment after this one.
        return control != null && control.takesCommitted() ? reached + format.framesIn(MOMENT_NANOS) : reached;
    }

    /** Fills a range of the device's future with silence, through the channel, which may be anything. */
    protected final void silence(long from, long to) {
        var frame = from;
        while (frame < to) {
            var offset = (int) (frame % ringFrames);
            var count = (int) Math.min(Math.min(to - frame, ringFrames - offset), silence.capacity() / frameBytes);
            channel.copyTo(offset * frameBytes, silence, 0, count * frameBytes);
            frame += count;
        }
    }
}
