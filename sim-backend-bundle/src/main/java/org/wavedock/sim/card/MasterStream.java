// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.function.Consumer;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.Mapping;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * A stream of a simulated card's WavePci miniport: it keeps the bus master's list full and gives back what that has done with.
 *
 * <p>As on any card, state and service are one thread's at a time.
 */
final class MasterStream extends CUnknown implements IMiniportWavePciStream, TransferControl, Occupant {
    private static final int PREFERRED_PACKETS = 8;
    private static final long PREFERRED_NANOS = 10_000_000;
    private static final int ALIGNMENT = 4;

    /** What its miniport gives it: its mappings, the list's channel, and a way to interrupt. */
    record Host(IPortWavePciStream mappings, IDmaChannel channel, Runnable interrupt) {}

    /** What a stream is made of. */
    record Parts(Host host, BusAddressSpace bus, Line line) {}

    private final Identity identity;
    private final Parts parts;
    private final Motion motion;
    private final Consumer<MasterStream> onRelease;
    private final DescriptorList list;
    private final BusMaster master;
    private final int frameBytes;
    private final Mapping mapping = new Mapping();
    private StreamState state = StreamState.STOP;
    private long nextTag;
    private long origin;
    /** Interrupts that are due. */
    private long storm;

    MasterStream(Identity identity, Parts parts, Faults faults, Consumer<MasterStream> onRelease) {
        this.identity = identity;
        this.parts = parts;
        this.onRelease = onRelease;
        frameBytes = identity.format().frameBytes();
        list = new DescriptorList(parts.host().channel(), parts.bus());
        master = new BusMaster(parts.bus(), list, parts.line(), identity.direction() == Direction.CAPTURE, frameBytes);
        origin = parts.line().recordedFrames();
        motion = new Motion(faults, identity.format(), new Engine());
    }

    @Override
    public Identity identity() {
        return identity;
    }

    private void look(DeviceMethod method) {
        motion.look(method);
        for (; storm > 0; storm--) {
            parts.host().interrupt().run();
        }
    }

    @Override
    public void setFormat(WaveFormat format) throws AudioException {
        motion.require(DeviceMethod.SET_FORMAT);
        if (!format.equals(identity.format())) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_REQUEST, identity + " is open for " + identity.format() + ", not " + format);
        }
    }

    @Override
    public void setState(StreamState target) throws AudioException {
        motion.require(DeviceMethod.SET_STATE);
        switch (target) {
            case RUN -> run();
            case PAUSE -> stand();
            case ACQUIRE -> {
                // The list came with the stream.
            }
            case STOP -> {
                motion.run(0);
                motion.stop();
                master.reset();
            }
            default -> throw new IllegalArgumentException("state " + target);
        }
        state = target;
    }

    private void run() {
        acquire();
        if (master.frames() == 0) {
            origin = parts.line().recordedFrames();
        }
        motion.run(master.frames());
    }

    /** Coming down it stands; coming up it gets what there is, so that RUN is instant. */
    private void stand() {
        motion.halt();
        master.endWait();
        giveBack();
        acquire();
    }

    private void giveBack() {
        while (list.isFirstDone()) {
            parts.host().mappings().releaseMapping(list.removeFirst());
        }
    }

    private void acquire() {
        while (list.hasRoom() && parts.host().mappings().getMapping(nextTag, mapping)) {
            list.add(nextTag++, mapping.physicalAddress(), mapping.byteCount());
            mapping.clear();
            master.endWait();
        }
    }

    @Override
    public void service() {
        if (state == StreamState.RUN) {
            look(DeviceMethod.SERVICE);
            giveBack();
            acquire();
        }
    }

    @Override
    public void mappingAvailable() {
        look(DeviceMethod.MAPPING_AVAILABLE);
        acquire();
    }

    @Override
    public int revokeMappings(long firstTag, long lastTag) {
        motion.meet(DeviceMethod.REVOKE_MAPPINGS);
        return list.remove(firstTag, lastTag);
    }

    @Override
    public long getPosition() {
        look(DeviceMethod.GET_POSITION);
        return position();
    }

    private long position() {
        return motion.condition().reported(master.passedFrames()) * frameBytes;
    }

    @Override
    public long normalizePhysicalPosition(long bytes) {
        motion.meet(DeviceMethod.NORMALIZE_PHYSICAL_POSITION);
        return identity.format().unitsFor(bytes);
    }

    @Override
    public AllocatorFraming getAllocatorFraming() {
        motion.meet(DeviceMethod.GET_ALLOCATOR_FRAMING);
        var format = identity.format();
        return new AllocatorFraming(
                PREFERRED_PACKETS, (int) format.bytes(Math.max(1, format.framesIn(PREFERRED_NANOS))), ALIGNMENT);
    }

    @Override
    public long transferredBytes() {
        look(DeviceMethod.TRANSFERRED_BYTES);
        return position();
    }

    @Override
    public void pause() {
        look(DeviceMethod.PAUSE);
        motion.halt();
        master.endWait();
    }

    @Override
    public void resume() {
        look(DeviceMethod.RESUME);
        if (state == StreamState.RUN && !motion.isMoving() && !motion.hasStopped()) {
            run();
        }
    }

    @Override
    public boolean hasStopped() {
        look(DeviceMethod.HAS_STOPPED);
        return motion.hasStopped();
    }

    /** Time that went by without memory lies before what came next. */
    @Override
    public long originFrame() {
        look(DeviceMethod.ORIGIN_FRAME);
        return master.frames() == 0 ? parts.line().recordedFrames() : origin + master.waitedFrames();
    }

    @Override
    public int substream() {
        return identity.substream();
    }

    @Override
    protected void destroy() {
        try {
            motion.touch(DeviceMethod.RELEASE);
        } finally {
            motion.lose(identity + " has been released");
            parts.line().close();
            parts.host().channel().release();
            onRelease.accept(this);
        }
    }

    /** What fetches and stores. */
    private final class Engine implements Motion.Transfer {
        @Override
        public void advance(long frame) {
            if (motion.condition().storm) {
                storm += Math.max(0, frame - master.frames());
            }
            master.advance(frame);
        }

        @Override
        public void damage(boolean on) {
            parts.line().damage(on);
        }

        @Override
        public void end() {
            // What the device has fetched has been heard.
        }
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
