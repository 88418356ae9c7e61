// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;

/**
 * One substream of a card. Its DMA engine is arithmetic: whenever somebody uses the channel, what the cursor has passed by then
 * is moved, as it lies in the ring at that moment.
 *
 * <p>A write through a held view of the buffer does not wake the engine: the device sees it as made right after the last use
 * of the channel. Single writer, as {@link IDmaChannelSlave} says; {@link #lose} alone may come from any thread.
 */
final class SimulatedChannel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl, Occupant {
    private static final long GRAIN_MICROS = 10;
    private static final long NANOS_PER_MICRO = 1000;

    /** How its engine runs: by which clock, how fast, from which frame on, and the smallest buffer in bytes. */
    record Engine(TimeSource clock, double factor, int startFrames, int minBuffer) {}

    private final Identity identity;
    private final Engine engine;
    private final Mover mover;
    private final Consumer<SimulatedChannel> onRelease;
    private final Cursor cursor;
    private final int frameBytes;
    private boolean started;
    private int mapSize;
    private long moved;
    private long origin;
    private long lostAt;
    private volatile String lost;

    SimulatedChannel(
            Identity identity, Engine engine, Mover mover, Buffers buffers, Consumer<SimulatedChannel> onRelease) {
        super(buffers.adapter(), buffers.maximumSize());
        this.identity = identity;
        this.engine = engine;
        this.mover = mover;
        this.onRelease = onRelease;
        cursor = new Cursor(identity.format(), engine.factor());
        frameBytes = identity.format().frameBytes();
        origin = mover.recordedFrames();
    }

    /** Where its buffer comes from and the largest there is, bytes. */
    record Buffers(DmaAdapter adapter, int maximumSize) {}

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public synchronized void lose(String message) {
        if (lost == null) {
            lostAt = engine.clock().nanoTime();
            lost = message;
            remove(message);
        }
    }

    @Override
    public void allocateBuffer(int size, long physicalAddressConstraint) throws AudioException {
        if (lost == null && allocatedBufferSize() == 0 && size < engine.minBuffer()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "buffer of " + size + " bytes, expected " + engine.minBuffer() + " to " + maximumBufferSize());
        }
        super.allocateBuffer(size, physicalAddressConstraint);
    }

    /** Ends a transfer first. */
    @Override
    public void freeBuffer() {
        if (started) {
            finish(lost == null ? engine.clock().nanoTime() : lostAt);
        }
        super.freeBuffer();
    }

    @Override
    protected void destroy() {
        super.destroy();
        mover.close();
        lose(identity + " has been released");
        onRelease.accept(this);
    }

    @Override
    public void start(int size, boolean writeToDevice) throws AudioException {
        checkStart(size, writeToDevice);
        mapSize = size;
        moved = 0;
        origin = mover.recordedFrames();
        mover.begin();
        started = true;
        cursor.run(writeToDevice ? engine.startFrames() : 0, engine.clock().nanoTime());
        advance(cursor.frames());
    }

    private void checkStart(int size, boolean writeToDevice) throws AudioException {
        var message = lost;
        if (message != null) {
            throw new AudioException(Reason.DEVICE_REMOVED, message);
        }
        if (started) {
            throw new AudioException(Reason.UNSUCCESSFUL, identity + " is started already");
        }
        if (allocatedBufferSize() == 0) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, identity + " has no buffer");
        }
        if (size <= 0 || size > allocatedBufferSize() || size % frameBytes != 0) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "transfer of " + size + " bytes, expected 1 to " + allocatedBufferSize() + " and a multiple of "
                            + frameBytes);
        }
        if (writeToDevice != (identity.direction() == Direction.RENDER)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, identity + " cannot be started with writeToDevice=" + writeToDevice);
        }
    }

    @Override
    public void stop() {
        look();
        if (started) {
            end();
        }
    }

    @Override
    public void pause() {
        look();
        cursor.halt();
    }

    @Override
    public void resume() {
        look();
        if (started && !cursor.isMoving()) {
            cursor.run(moved, engine.clock().nanoTime());
        }
    }

    @Override
    public int readCounter() {
        look();
        return mapSize == 0 ? 0 : mapSize - (int) (moved * frameBytes % mapSize);
    }

    @Override
    public int transferCount() {
        look();
        return mapSize;
    }

    @Override
    public long transferredBytes() {
        look();
        return moved * frameBytes;
    }

    @Override
    public long originFrame() {
        requirePresent();
        return origin;
    }

    @Override
    public int substream() {
        return identity.substream();
    }

    @Override
    public ByteBuffer systemAddress() {
        look();
        return super.systemAddress();
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        look();
        super.copyTo(destination, source, sourceOffset, byteCount);
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        look();
        super.copyFrom(destination, destinationOffset, source, byteCount);
    }

    /**
     * The pass that must end is the one that was current when the channel was last used. The time is over when either the card's
     * clock or the real one says so: a clock that is moved by hand may stand for ever.
     */
    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        requirePresent();
        if (!started) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, identity + " is not started");
        }
        var grains = Math.max(0, timeoutMicros) / GRAIN_MICROS;
        var nanos = Math.min(Long.MAX_VALUE / 4 / NANOS_PER_MICRO, grains * GRAIN_MICROS) * NANOS_PER_MICRO;
        var pass = moved * frameBytes / mapSize;
        var from = engine.clock().nanoTime();
        var realFrom = System.nanoTime();
        while (passAt() == pass) {
            if (engine.clock().nanoTime() - from >= nanos || System.nanoTime() - realFrom >= nanos) {
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
        look();
        return moved * frameBytes / mapSize;
    }

    /** Every use of the channel begins here: the engine catches up with the clock. */
    private void look() {
        if (lost != null && started) {
            finish(lostAt);
        }
        requirePresent();
        if (started) {
            advance(cursor.at(engine.clock().nanoTime()));
        }
    }

    private void finish(long nanos) {
        advance(cursor.at(nanos));
        end();
    }

    private void end() {
        cursor.halt();
        mover.end();
        started = false;
    }

    private void advance(long frame) {
        if (frame > moved) {
            mover.move(memory(), mapSize, moved, frame);
            moved = frame;
        }
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
