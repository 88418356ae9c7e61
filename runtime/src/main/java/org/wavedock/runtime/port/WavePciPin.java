// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.ScatterGatherList;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * A stream's stay on a device that fetches from the client's own memory, or stores there: pieces of the stream's ring are submitted as
 * packets, and nothing is copied here.
 *
 * <p>The miniport's position counts the frames of the stream. Where they lie on the device's timeline is told by its
 * {@link TransferControl}: whenever the device has waited for a mapping its origin is a later one, and that can only happen at the
 * end of what it had been given. So the pin looks before and after each time that it gives it more.
 */
public abstract class WavePciPin implements Pin {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    /** Packets under way at once; if there are more to be made, they wait and become fewer and larger ones. */
    static final int PACKETS = 64;

    private final Opened opened;
    private final StateLadder ladder;
    private final Packet[] idle = new Packet[PACKETS];
    private int idleCount = PACKETS;
    /** Frames that the device had been given when it was last looked at. */
    private long given;

    /** Until it was seen to stand: a device that fails to stop may have gone on. */
    private boolean running;

    private long passedBefore;

    /** The miniport's stream. */
    final IMiniportWavePciStream stream;
    /** What the device can do beyond that, or null. */
    final TransferControl control;

    final PacketQueue queue;
    final FrameRing ring;
    final WaveFormat format;
    final int frameBytes;
    final Pace pace;
    final RunLog log = new RunLog();
    /** The frame of the stream that the miniport's position 0 stands for. */
    long base;
    /** Frames of the stream that the device has passed since it was aimed, and that are in the account. */
    long position;
    /** Where on the device's timeline position 0 lies, as seen from the frame it passes next. */
    long origin;
    /** Where it lay when the device started. */
    long firstOrigin;

    /**
     * What a pin is made of.
     *
     * @param port whose miniport it is
     * @param miniport its miniport
     * @param result what the miniport made
     * @param queue the packets
     * @param pages how the ring lies for the device
     */
    record Opened(
            WavePciPort port,
            IMiniportWavePci miniport,
            NewStream<IMiniportWavePciStream> result,
            PacketQueue queue,
            ScatterGatherList pages) {}

    WavePciPin(Opened opened, WaveFormat format, FrameRing ring) {
        this.opened = opened;
        this.format = format;
        this.ring = ring;
        queue = opened.queue();
        stream = opened.result().stream();
        queue.bind(opened.miniport(), stream);
        control = stream.queryInterface(TransferControl.class).orElse(null);
        frameBytes = format.frameBytes();
        pace = new Pace(format);
        ladder = new StateLadder(stream::setState);
        var memory = new PageMap(opened.pages());
        for (var i = 0; i < PACKETS; i++) {
            idle[i] = new Packet(memory, this::completed);
        }
    }

    private void completed(Packet packet, Reason reason, long bytes) {
        idle[idleCount++] = packet;
        if (reason == null) {
            passed(packet, bytes / frameBytes);
        }
    }

    /** A packet has gone through, or as much of it as there will be. Hot path. */
    abstract void passed(Packet packet, long frames);

    /** Submits what there is, or what there is room for. Hot path. */
    abstract void submit();

    /** Nothing has been submitted, and the next frame is {@link #base}. */
    abstract void aimed();

    /** The device was seen to have passed some frames; they are put on record as far as there is room, from the position on. */
    abstract void account(long frames);

    /** Hands a piece of the ring to the device; false if all packets are under way. */
    final boolean submit(long frame, int frames) {
        if (idleCount == 0) {
            return false;
        }
        var packet = idle[--idleCount].fill(ring.offset(frame), frames * frameBytes, false);
        if (!queue.submit(packet)) {
            idle[idleCount++] = packet;
            return false;
        }
        return true;
    }

    @Override
    public void prepare() throws AudioException {
        aim(0);
    }

    @Override
    public void aim(long streamFrame) throws AudioException {
        toStop();
        base = streamFrame;
        aimed();
        queue.open();
        ladder.go(StreamState.PAUSE);
    }

    private void toStop() throws AudioException {
        try {
            ladder.go(StreamState.STOP);
        } finally {
            queue.stop();
        }
        running = false;
        passedBefore += position;
        position = 0;
        given = 0;
    }

    @Override
    public void fill() {
        submit();
        queue.announce();
    }

    @Override
    public void start(long now) throws AudioException {
        pace.started(now);
        // A device that has no timeline of its own has ours: what it passed since it was opened.
        origin += passedBefore;
        passedBefore = 0;
        ladder.go(StreamState.RUN);
        running = true;
        if (control != null) {
            origin = control.originFrame();
        }
        firstOrigin = origin;
        look(now);
    }

    @Override
    public void halt(long now) throws AudioException {
        ladder.go(StreamState.PAUSE);
        look(now);
        running = false;
        queue.endCapture();
    }

    @Override
    public void pass(long now) {
        look(now);
        submit();
        queue.announce();
        look(now);
        if (opened.result().serviceGroup() != null) {
            stream.service();
            look(now);
        }
    }

    /** Reads where the device is. */
    void look(long now) {
        var reached = stream.getPosition() / frameBytes;
        account(Math.min(reached, given) - position);
        if (control != null) {
            waited(now, control.originFrame());
        }
        account(reached - position);
        pace.seen(now, reached);
        given = queue.mappedBytes() / frameBytes;
    }

    /** The device has waited at the end of what it had, if its origin is another one now. */
    private void waited(long now, long from) {
        if (from != origin) {
            origin = from;
            pace.measureFrom(now);
        }
    }

    /** Frames that the device has been given. */
    final long given() {
        return given;
    }

    @Override
    public RunLog log() {
        return log;
    }

    @Override
    public int substream() {
        return control == null ? 0 : control.substream();
    }

    @Override
    public boolean hasStopped() {
        return control != null && isRunning() && control.hasStopped();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A device that waits for frames says nothing of its speed. */
    @Override
    public double speed() {
        return position >= given ? Double.NaN : pace.speed();
    }

    @Override
    public long lastLook() {
        return pace.lastLook();
    }

    @Override
    public long lost(long now) {
        return isRunning() ? doubt(pace.farthest(now)) : 0;
    }

    @Override
    public long haltStopped(long now) throws AudioException {
        var reached = pace.farthest(now);
        halt(now);
        return doubt(reached);
    }

    /** Puts on record what may have been passed before a position and has not been confirmed. */
    abstract long doubt(long reached);

    @Override
    public void close() {
        try {
            toStop();
        } catch (AudioException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a device refused to stop", e);
        }
        release(stream);
        if (opened.result().serviceGroup() != null) {
            release(opened.result().serviceGroup());
        }
        release(queue);
        try {
            opened.port().unmap(opened.pages());
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a device failed to let go of memory", e);
        }
    }

    private static void release(IUnknown object) {
        try {
            object.release();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a device failed to let go of " + object.getClass(), e);
        }
    }
}
