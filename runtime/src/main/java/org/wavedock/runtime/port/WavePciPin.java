// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.ScatterGatherList;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * A stream's stay on a device that fetches from the client's own memory, or stores there: pieces of the stream's ring are submitted as
 * packets, and nothing is copied here.
 *
 * <p>The miniport's position counts the frames of the stream. Where they lie on the device's timeline is told by its
 * {@link TransferControl}: when the device has waited for a mapping its origin is a later one as soon as it is given more, from the
 * end on of what it had been given before. So the pin looks before and after each time that it gives it more: however long it is
 * kept from its work, there is one such place at the most from one look to the next.
 */
public abstract class WavePciPin extends DevicePin {
    /** Packets under way at once; if there are more to be made, they wait and become fewer and larger ones. */
    static final int PACKETS = 64;

    /** Sound servers take up to 186 ms at once; and a device that takes at once what it is given goes four times its rate. */
    private static final long BURST_NANOS = 200_000_000;

    private final Opened opened;
    private final Packet[] idle = new Packet[PACKETS];
    private int idleCount = PACKETS;
    /** Frames that the device had been given when it was last looked at. */
    private long given;
    /** The origin that it has told last: it counts from the end of what it had been given. */
    private long told;
    /** Whether the last look has told where the device is; else the next one will, before it is given more. */
    private boolean seen = true;

    /** The miniport's stream. */
    final IMiniportWavePciStream stream;

    final PacketQueue queue;
    final FrameRing ring;
    /** The frame of the stream that the miniport's position 0 stands for. */
    long base;
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
        super(opened.result().stream(), format);
        this.opened = opened;
        this.ring = ring;
        queue = opened.queue();
        stream = opened.result().stream();
        queue.bind(opened.miniport(), stream);
        var memory = new PageMap(opened.pages());
        for (var i = 0; i < PACKETS; i++) {
            idle[i] = new Packet(memory, this::completed);
        }
    }

    private void completed(Packet packet, Reason reason, long bytes) {
        idle[idleCount++] = packet;
        if (reason == null && books.tryToOpen()) {
            passed(packet, bytes / frameBytes);
            books.close();
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
    public void prepare(TimeSource time) throws AudioException {
        watch.begin(time);
        aim(0);
    }

    @Override
    public void aim(long streamFrame) throws AudioException {
        toStop();
        books.open();
        rewind();
        given = 0;
        base = streamFrame;
        aimed();
        books.close();
        queue.open();
        ladder.go(StreamState.PAUSE);
    }

    private void toStop() throws AudioException {
        try {
            ladder.go(StreamState.STOP);
        } finally {
            queue.stop();
        }
        stands();
    }

    @Override
    public void fill() {
        handOver();
    }

    @Override
    public void start(long now) throws AudioException {
        beginAnew(now);
        // Asked while it stands: it may have waited by the time that it answers afterwards.
        askOrigin();
        firstOrigin = origin;
        told = origin;
        run();
        given = queue.mappedBytes() / frameBytes;
        look(now);
    }

    @Override
    void step(StreamState next) throws AudioException {
        stream.setState(next);
    }

    @Override
    void halted() {
        queue.endCapture();
    }

    @Override
    public void pass(long now) {
        look(now);
        if (seen) {
            handOver();
            look(now);
        }
        if (seen && opened.result().serviceGroup() != null) {
            stream.service();
            look(now);
        }
    }

    private void handOver() {
        books.open();
        submit();
        books.close();
        queue.announce();
    }

    @Override
    void look(long now) {
        var reached = Math.floorDiv(stream.getPosition(), (long) frameBytes);
        var mapped = queue.mappedBytes() / frameBytes;
        var from = control == null ? origin : control.originFrame();
        // It cannot have waited before it got to the end of what it was given: if it says so, the next look tells.
        var isEarly = from != origin && reached < given;
        books.open();
        told = isEarly ? told : from;
        seen = watch.believes(now, reached, mapped, told - firstOrigin) && !isEarly && enter(reached);
        if (seen) {
            pace.seen(now, reached + origin - firstOrigin);
            given = mapped;
        }
        books.close();
    }

    /** What was passed before a wait, and what after it; false if there is no room on the record to tell them apart. */
    private boolean enter(long reached) {
        var end = Math.min(reached, given);
        account(end - position);
        if (told != origin && position < end) {
            return false;
        }
        origin = told;
        account(reached - position);
        return true;
    }

    @Override
    long mostAtOnce() {
        return format.framesIn(BURST_NANOS);
    }

    /** Where on the device's timeline a frame lies that has not been seen to be passed. */
    final long likelyPlace(long frame) {
        return frame + (frame < given ? origin : told);
    }

    /** The next frame after another, not beyond a last one, from which on that is different. */
    final long likelySeam(long frame, long last) {
        return frame < given ? Math.min(given, last) : last;
    }

    /** A device that waits for frames says nothing of its speed. */
    @Override
    public double speed() {
        return position >= given ? Double.NaN : super.speed();
    }

    @Override
    public long lost(long now) {
        return isRunning() ? doubt(farthest(now)) : 0;
    }

    @Override
    public long haltStopped(long now) throws AudioException {
        var reached = farthest(now);
        halt(now);
        books.open();
        var doubtful = doubt(reached);
        books.close();
        return doubtful;
    }

    /** Where it may be by now at the most, judged by how fast its clock has been, also while it waited. */
    private long farthest(long now) {
        return pace.farthest(now) - (origin - firstOrigin);
    }

    /** Puts on record what may have been passed before a position and has not been confirmed. */
    abstract long doubt(long reached);

    @Override
    public void close() {
        letGo("the transfer", this::toStop);
        letGo("a stream", stream::release);
        if (opened.result().serviceGroup() != null) {
            letGo("a group", opened.result().serviceGroup()::release);
        }
        letGo("packets", queue::release);
        letGo("memory", () -> opened.port().unmap(opened.pages()));
    }
}
