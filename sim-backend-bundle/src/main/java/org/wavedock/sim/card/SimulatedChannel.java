// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/**
 * One substream of a card. Its DMA engine is arithmetic: whenever somebody uses the channel, what the cursor has passed by then
 * is moved, as it lies in the ring at that moment.
 *
 * <p>A write through a held view of the buffer does not wake the engine: the device sees it as made right after the last use
 * of the channel. Single writer, as {@link IDmaChannelSlave} says.
 */
final class SimulatedChannel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl, Occupant {
    private static final long GRAIN_MICROS = 10;
    private static final long NANOS_PER_MICRO = 1000;

    /** Where and how its engine runs: what befalls the card, from which frame on, and the smallest buffer in bytes. */
    record Engine(Faults faults, int startFrames, int minBuffer) {}

    private final Identity identity;
    private final Engine engine;
    private final Mover mover;
    private final Consumer<SimulatedChannel> onRelease;
    private final Motion motion;
    private final int frameBytes;
    private boolean started;
    private int mapSize;
    private long moved;
    private long origin;

    SimulatedChannel(
            Identity identity, Engine engine, Mover mover, Buffers buffers, Consumer<SimulatedChannel> onRelease) {
        super(buffers.adapter(), buffers.maximumSize());
        this.identity = identity;
        this.engine = engine;
        this.mover = mover;
        this.onRelease = onRelease;
        frameBytes = identity.format().frameBytes();
        origin = mover.recordedFrames();
        motion = new Motion(engine.faults(), identity.format(), new Ring());
    }

    /** Where its buffer comes from and the largest there is, bytes. */
    record Buffers(DmaAdapter adapter, int maximumSize) {}

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public void allocateBuffer(int size, long physicalAddressConstraint) throws AudioException {
        motion.require(DeviceMethod.ALLOCATE_BUFFER);
        if (super.allocatedBufferSize() == 0 && size < engine.minBuffer()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "buffer of " + size + " bytes, expected " + engine.minBuffer() + " to "
                            + super.maximumBufferSize());
        }
        motion.condition().requireBuffer(size);
        super.allocateBuffer(size, physicalAddressConstraint);
    }

    /** Ends a transfer first. */
    @Override
    public void freeBuffer() {
        try {
            motion.touch(DeviceMethod.FREE_BUFFER);
        } finally {
            if (started) {
                motion.stop();
                end();
            }
            super.freeBuffer();
        }
    }

    @Override
    protected void destroy() {
        try {
            motion.touch(DeviceMethod.RELEASE);
        } finally {
            motion.lose(identity + " has been released");
            super.destroy();
            mover.close();
            onRelease.accept(this);
        }
    }

    @Override
    public void start(int size, boolean writeToDevice) throws AudioException {
        motion.require(DeviceMethod.START);
        checkStart(size, writeToDevice);
        mapSize = size;
        moved = 0;
        origin = mover.recordedFrames();
        mover.begin();
        started = true;
        motion.run(writeToDevice ? engine.startFrames() : 0);
    }

    private void checkStart(int size, boolean writeToDevice) throws AudioException {
        if (started) {
            throw new AudioException(Reason.UNSUCCESSFUL, identity + " is started already");
        }
        if (super.allocatedBufferSize() == 0) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, identity + " has no buffer");
        }
        if (size <= 0 || size > super.allocatedBufferSize() || size % frameBytes != 0) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "transfer of " + size + " bytes, expected 1 to " + super.allocatedBufferSize()
                            + " and a multiple of " + frameBytes);
        }
        if (writeToDevice != (identity.direction() == Direction.RENDER)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, identity + " cannot be started with writeToDevice=" + writeToDevice);
        }
    }

    @Override
    public void stop() {
        look(DeviceMethod.STOP);
        if (started) {
            motion.stop();
            end();
        }
    }

    @Override
    public void pause() {
        look(DeviceMethod.PAUSE);
        motion.halt();
    }

    @Override
    public void resume() {
        look(DeviceMethod.RESUME);
        if (started && !motion.isMoving() && !motion.hasStopped()) {
            motion.run(moved);
        }
    }

    @Override
    public int readCounter() {
        look(DeviceMethod.READ_COUNTER);
        if (mapSize == 0) {
            return 0;
        }
        var reported = motion.condition().reported(moved);
        return motion.condition().nonsense
                ? (int) reported
                : mapSize - (int) Math.floorMod(reported * frameBytes, (long) mapSize);
    }

    @Override
    public int transferCount() {
        look(DeviceMethod.TRANSFER_COUNT);
        return mapSize;
    }

    @Override
    public long transferredBytes() {
        look(DeviceMethod.TRANSFERRED_BYTES);
        return motion.condition().reported(moved) * frameBytes;
    }

    @Override
    public boolean hasStopped() {
        look(DeviceMethod.HAS_STOPPED);
        return motion.hasStopped();
    }

    @Override
    public long originFrame() {
        look(DeviceMethod.ORIGIN_FRAME);
        return origin;
    }

    @Override
    public int substream() {
        return identity.substream();
    }

    @Override
    public int maximumBufferSize() {
        look(DeviceMethod.MAXIMUM_BUFFER_SIZE);
        return super.maximumBufferSize();
    }

    @Override
    public int allocatedBufferSize() {
        look(DeviceMethod.ALLOCATED_BUFFER_SIZE);
        return super.allocatedBufferSize();
    }

    @Override
    public int bufferSize() {
        look(DeviceMethod.BUFFER_SIZE);
        return super.bufferSize();
    }

    @Override
    public void setBufferSize(int size) {
        look(DeviceMethod.SET_BUFFER_SIZE);
        super.setBufferSize(size);
    }

    @Override
    public ByteBuffer systemAddress() {
        look(DeviceMethod.SYSTEM_ADDRESS);
        return super.systemAddress();
    }

    @Override
    public long physicalAddress() {
        look(DeviceMethod.PHYSICAL_ADDRESS);
        return super.physicalAddress();
    }

    @Override
    public Optional<DmaAdapter> getAdapterObject() {
        look(DeviceMethod.GET_ADAPTER_OBJECT);
        return super.getAdapterObject();
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        look(DeviceMethod.COPY_TO);
        super.copyTo(destination, source, sourceOffset, byteCount);
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        look(DeviceMethod.COPY_FROM);
        super.copyFrom(destination, destinationOffset, source, byteCount);
    }

    /**
     * The pass that must end is the one that was current when the channel was last used. The time is over when either the card's
     * clock or the real one says so: a clock that is moved by hand may stand for ever.
     */
    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        motion.requirePresent();
        if (!started) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, identity + " is not started");
        }
        var grains = Math.max(0, timeoutMicros) / GRAIN_MICROS;
        var nanos = Math.min(Long.MAX_VALUE / 4 / NANOS_PER_MICRO, grains * GRAIN_MICROS) * NANOS_PER_MICRO;
        var pass = moved * frameBytes / mapSize;
        var from = engine.faults().clock().nanoTime();
        var realFrom = System.nanoTime();
        while (passAt() == pass) {
            if (engine.faults().clock().nanoTime() - from >= nanos || System.nanoTime() - realFrom >= nanos) {
                throw new AudioException(
                        Reason.IO_TIMEOUT, identity + " did not end its pass in " + grains * GRAIN_MICROS + " µs");
            }
            LockSupport.parkNanos(this, GRAIN_MICROS * NANOS_PER_MICRO);
            if (Thread.currentThread().isInterrupted()) {
                throw new AudioException(Reason.CANCELLED, "interrupted while waiting for " + identity);
            }
        }
    }

    private long passAt() {
        look(DeviceMethod.WAIT_FOR_TC);
        return moved * frameBytes / mapSize;
    }

    private void look(DeviceMethod method) {
        motion.look(method);
    }

    private void end() {
        mover.end();
        started = false;
    }

    /** What goes round. */
    private final class Ring implements Motion.Transfer {
        @Override
        public void advance(long frame) {
            if (frame > moved) {
                mover.move(memory(), mapSize, moved, frame);
                moved = frame;
            }
        }

        @Override
        public void damage(boolean on) {
            mover.damage(on);
        }

        @Override
        public void end() {
            if (started) {
                SimulatedChannel.this.end();
            }
        }
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
