// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.runtime.port.share.Share;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * The port's side of one open stream: the ring, the state of the miniport's stream, and the device's position as a 64-bit count
 * of frames since it started. Ring offsets do not leave this package.
 *
 * <p>Prepared and closed on a control thread; everything between belongs to the pump.
 */
public abstract class WaveCyclicPin extends DevicePin {
    private static final int NOTIFICATION_MILLIS = 10;
    /** What lies closer to a running cursor than this could be met by it while it is being copied. */
    static final long GUARD_NANOS = 1_000_000;

    private static final long MOMENT_NANOS = 2_000_000;

    private final NewStream<IMiniportWaveCyclicStream> opened;
    private final IMiniportWaveCyclicStream stream;
    private final ByteBuffer silence;
    /** What it knows of others on the device, or null. */
    private final Share share;

    private int ringBytes;
    /** Since STOP the ring has been made silent, and the device has run. */
    private boolean silenced;

    private boolean begun;

    /** Whether the device takes frames only as far as it is told. */
    protected boolean takesCommitted;

    /** Whether the last look has told where the device is; else the next one will. */
    boolean seen;
    /** The channel whose ring this is. */
    protected final IDmaChannel channel;
    /** Frames of the ring, latched when the stream was acquired. */
    protected int ringFrames;

    WaveCyclicPin(NewStream<IMiniportWaveCyclicStream> opened, WaveFormat format) {
        super(opened.stream(), format);
        this.opened = opened;
        stream = opened.stream();
        channel = opened.dmaChannel();
        share = stream.queryInterface(Share.class).orElse(null);
        silence = ByteBuffer.allocateDirect((int) format.framesIn(NOTIFICATION_MILLIS * 1_000_000L) * frameBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void prepare(TimeSource time) throws AudioException {
        ready();
        watch.begin(time);
        aim(0);
    }

    /**
     * Asks for notifications; once, before anything else.
     *
     * @return what the miniport says of them
     */
    public final NotificationFreq ready() {
        var frequency = stream.setNotificationFreq(NOTIFICATION_MILLIS);
        takesCommitted = control != null && control.takesCommitted();
        stream.silence(silence, 0, silence.capacity());
        return frequency;
    }

    @Override
    public void aim(long streamFrame) throws AudioException {
        ladder.go(StreamState.STOP);
        stands();
        ladder.go(StreamState.PAUSE);
        restartAt(streamFrame);
    }

    private void restartAt(long streamFrame) {
        silence(0, ringFrames);
        books.open();
        rewind();
        aimed(streamFrame);
        books.close();
    }

    @Override
    public void start(long now) throws AudioException {
        aboutToStart();
        beginAnew(now);
        run();
        askOrigin();
        look(now);
    }

    /**
     * Takes one step that a client decided on, who sees every state. Unlike {@link #aim} and {@link #start} it keeps the device's
     * place over PAUSE.
     *
     * @param next a neighbouring state
     * @param now the time
     * @throws AudioException what the miniport refuses with; on the way down the state is reached
     */
    public final void step(StreamState next, long now) throws AudioException {
        var before = ladder.state();
        if (next == StreamState.RUN) {
            run(now);
            return;
        }
        if (next == StreamState.STOP) {
            silenced = false;
            begun = false;
            stands();
        }
        ladder.go(next);
        if (before == StreamState.RUN) {
            look(now);
            stands();
            paused();
        } else if (next == StreamState.PAUSE && !silenced) {
            silenced = true;
            restartAt(0);
        }
    }

    private void run(long now) throws AudioException {
        if (begun && (control == null || control.canPause())) {
            fill();
            pace.resumed(now);
            run();
            return;
        }
        if (begun) {
            aim(resumeFrame());
            fill();
        }
        start(now);
        begun = true;
    }

    /**
     * Reads where the device is, and does no more.
     *
     * @param now the time
     */
    public final void observe(long now) {
        if (isRunning()) {
            look(now);
            confirm();
        }
    }

    /**
     * Forgets what was placed and not played, or recorded and not taken out.
     *
     * @param now the time
     */
    public abstract void flush(long now);

    /** The frame that is heard next, or the end of what has been recorded. */
    public abstract long playFrame();

    /** Counts what the device has passed. */
    abstract void confirm();

    /** The device stands, and will go on from here. */
    abstract void paused();

    @Override
    public final long lost(long now) {
        return doubt(farthest(now));
    }

    @Override
    public final long haltStopped(long now) throws AudioException {
        var reached = farthest(now);
        if (share != null) {
            reached = Math.min(reached, share.givenFrames());
        }
        halt(now);
        ranDry();
        books.open();
        var doubtful = doubt(Math.max(reached, position));
        books.close();
        return doubtful;
    }

    /**
     * What a device that goes on for others went over while it was being taken out may have been heard. It is played again, and counted
     * as such.
     *
     * @param fetched how far the device had got before
     */
    final void doubtOverrun(long fetched) {
        if (share != null && share.overrunFrames() > 0) {
            books.open();
            doubt(fetched + share.overrunFrames());
            books.close();
        }
    }

    /** The device has stopped by itself. */
    abstract void ranDry();

    /** Puts on record what lies before a position and has not been confirmed. */
    abstract long doubt(long reached);

    abstract void aimed(long streamFrame);

    abstract void aboutToStart();

    @Override
    public void close() {
        letGo("the transfer", () -> ladder.go(StreamState.STOP));
        letGo("a channel", channel::release);
        if (opened.serviceGroup() != null) {
            letGo("a group", opened.serviceGroup()::release);
        }
        letGo("a stream", stream::release);
    }

    @Override
    void step(StreamState next) throws AudioException {
        var acquiring = next == StreamState.ACQUIRE && ladder.state() == StreamState.STOP;
        if (acquiring) {
            cutRing();
        }
        stream.setState(next);
        if (acquiring) {
            ringBytes = wholeFrames(channel.bufferSize());
            ringFrames = ringBytes / frameBytes;
        }
    }

    /** Device and port must go round the same ring, and ours is one of whole frames. */
    private void cutRing() {
        var size = channel.bufferSize();
        if (size != wholeFrames(size)) {
            channel.setBufferSize(wholeFrames(size));
        }
    }

    private int wholeFrames(int bytes) {
        return bytes / frameBytes * frameBytes;
    }

    @Override
    final void look(long now) {
        var said = control != null ? linearPosition() : ringPosition(now);
        var most = limit();
        books.open();
        seen = watch.believes(now, said, most, share == null ? 0 : share.waitedFrames());
        if (seen) {
            position = said;
            pace.seen(now, said);
        }
        books.close();
    }

    private long linearPosition() {
        return Math.floorDiv(control.transferredBytes(), (long) frameBytes);
    }

    private long ringPosition(long now) {
        var offset = stream.getPosition();
        if (offset < 0 || offset > ringBytes) {
            throw new DeviceRemovedException("it is at byte " + offset + " of its ring, expected 0 to " + ringBytes);
        }
        var delta = Math.floorMod(offset - (int) (position * frameBytes % ringBytes), ringBytes);
        return position + (delta + missedLaps(now, delta) * ringBytes) / frameBytes;
    }

    /** How far the device can get with what it was given. */
    long limit() {
        return Long.MAX_VALUE;
    }

    /** A sound server may take a ring. Where only ring offsets are known, more than half of one is as likely a step back. */
    @Override
    long mostAtOnce() {
        return control != null ? ringFrames : ringFrames / 2;
    }

    /** A ring offset cannot tell one lap from two; the clock can. */
    private long missedLaps(long now, int delta) {
        var expected = format.framesIn(Math.max(0, now - pace.lastLook())) * frameBytes;
        return Math.max(0, (expected - delta + ringBytes / 2) / ringBytes);
    }

    /** Where the device may be by now at the most, judged by how fast it has been. Calls nothing. */
    private long farthest(long now) {
        if (!isRunning()) {
            return position;
        }
        if (!takesCommitted) {
            return pace.farthest(now);
        }
        // What was committed is played on until the device is told, a moment after this one.
        return pace.farthestInSteps(now) + format.framesIn(MOMENT_NANOS);
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
