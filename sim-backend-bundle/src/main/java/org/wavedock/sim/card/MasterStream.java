// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.Mapping;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * A stream of a simulated card's WavePci miniport: it keeps the bus master's list full and gives back what that has done with.
 *
 * <p>As on any card, state and service are one thread's at a time; {@link #lose} alone may come from any thread.
 */
final class MasterStream extends CUnknown implements IMiniportWavePciStream, TransferControl, Occupant {
    private static final int PREFERRED_PACKETS = 8;
    private static final long PREFERRED_NANOS = 10_000_000;
    private static final int ALIGNMENT = 4;

    /** What a stream is made of: its mappings, the list's channel, the bus, and its line. */
    record Parts(IPortWavePciStream port, IDmaChannel channel, BusAddressSpace bus, Line line) {}

    private final Identity identity;
    private final Parts parts;
    private final TimeSource clock;
    private final Cursor cursor;
    private final Consumer<MasterStream> onRelease;
    private final DescriptorList list;
    private final BusMaster master;
    private final int frameBytes;
    private final Mapping mapping = new Mapping();
    private StreamState state = StreamState.STOP;
    private long nextTag;
    private long origin;
    private boolean finished;
    private final AtomicReference<Loss> loss = new AtomicReference<>();

    private record Loss(String message, long nanos) {}

    MasterStream(Identity identity, Parts parts, TimeSource clock, double factor, Consumer<MasterStream> onRelease) {
        this.identity = identity;
        this.parts = parts;
        this.clock = clock;
        this.onRelease = onRelease;
        cursor = new Cursor(identity.format(), factor);
        frameBytes = identity.format().frameBytes();
        list = new DescriptorList(parts.channel(), parts.bus());
        master = new BusMaster(parts.bus(), list, parts.line(), identity.direction() == Direction.CAPTURE, frameBytes);
        origin = parts.line().recordedFrames();
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public void lose(String message) {
        loss.compareAndSet(null, new Loss(message, clock.nanoTime()));
    }

    /** Every use begins here: the engine catches up with the clock. */
    private void look() {
        var lost = loss.get();
        if (lost != null) {
            finish(lost.nanos());
            throw new DeviceRemovedException(lost.message());
        }
        master.advance(cursor.at(clock.nanoTime()));
    }

    private void finish(long nanos) {
        if (!finished) {
            finished = true;
            master.advance(cursor.at(nanos));
            cursor.halt();
        }
    }

    @Override
    public void setFormat(WaveFormat format) throws AudioException {
        if (!format.equals(identity.format())) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_REQUEST, identity + " is open for " + identity.format() + ", not " + format);
        }
    }

    @Override
    public void setState(StreamState target) throws AudioException {
        try {
            look();
        } catch (DeviceRemovedException e) {
            throw new AudioException(Reason.DEVICE_REMOVED, e.getMessage(), e);
        }
        switch (target) {
            case RUN -> run();
            case PAUSE -> stand();
            case ACQUIRE -> {
                // The list came with the stream.
            }
            case STOP -> {
                cursor.run(0, clock.nanoTime());
                cursor.halt();
                master.reset();
            }
            default -> throw new IllegalArgumentException("state " + target);
        }
        state = target;
    }

    private void run() {
        acquire();
        if (master.passedFrames() + master.idleFrames() == 0) {
            origin = parts.line().recordedFrames();
        }
        cursor.run(master.passedFrames() + master.idleFrames(), clock.nanoTime());
    }

    /** Coming down it stands; coming up it gets what there is, so that RUN is instant. */
    private void stand() {
        cursor.halt();
        giveBack();
        acquire();
    }

    private void giveBack() {
        while (list.isFirstDone()) {
            parts.port().releaseMapping(list.removeFirst());
        }
    }

    private void acquire() {
        while (list.hasRoom() && parts.port().getMapping(nextTag, mapping)) {
            list.add(nextTag++, mapping.physicalAddress(), mapping.byteCount());
            mapping.clear();
        }
    }

    @Override
    public void service() {
        if (state == StreamState.RUN) {
            look();
            giveBack();
            acquire();
        }
    }

    @Override
    public void mappingAvailable() {
        look();
        acquire();
    }

    @Override
    public int revokeMappings(long firstTag, long lastTag) {
        return list.remove(firstTag, lastTag);
    }

    @Override
    public long getPosition() {
        look();
        return master.passedFrames() * frameBytes;
    }

    @Override
    public long normalizePhysicalPosition(long bytes) {
        return identity.format().unitsFor(bytes);
    }

    @Override
    public AllocatorFraming getAllocatorFraming() {
        var format = identity.format();
        return new AllocatorFraming(
                PREFERRED_PACKETS, (int) format.bytes(Math.max(1, format.framesIn(PREFERRED_NANOS))), ALIGNMENT);
    }

    @Override
    public long transferredBytes() {
        return getPosition();
    }

    @Override
    public void pause() {
        look();
        cursor.halt();
    }

    @Override
    public void resume() {
        look();
        if (state == StreamState.RUN && !cursor.isMoving()) {
            run();
        }
    }

    /** Time that went by without memory lies before whatever comes next. */
    @Override
    public long originFrame() {
        look();
        return origin + master.idleFrames();
    }

    @Override
    public int substream() {
        return identity.substream();
    }

    @Override
    protected void destroy() {
        lose(identity + " has been released");
        finish(loss.get().nanos());
        parts.line().close();
        parts.channel().release();
        onRelease.accept(this);
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
