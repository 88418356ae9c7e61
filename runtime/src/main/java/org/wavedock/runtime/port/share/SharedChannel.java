// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/**
 * A stream's part of a shared line, as a channel of its own: its ring begins where it joined, and is as long as the device's.
 *
 * <p>Opened, allocated and released on a control thread; everything between belongs to the pump.
 */
abstract class SharedChannel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl, Share {
    private final SharedLine<?> line;
    private final int frameBytes;
    /** The pump's. A desk reads it after the last call of this one; if another one's ends it meanwhile, to leave again does no harm. */
    private boolean running;
    /** It stopped without being told to. */
    private boolean dry;

    private volatile boolean leaving;
    private boolean started;
    private long base;
    private long origin;
    private long passed;
    private long joinedAt;
    private long waited;
    private long overrun;

    SharedChannel(SharedLine<?> line) {
        super(line.memory(), Integer.MAX_VALUE);
        this.line = line;
        frameBytes = line.frameBytes;
    }

    /** Begins at a frame of the line's timeline, whose own origin on the device's is given, while the line is at another. */
    final void join(long frame, long at, long lineOrigin) {
        base = frame;
        joinedAt = Math.min(at, frame);
        waited = 0;
        origin = lineOrigin + frame;
        running = true;
    }

    /** Takes no part any more. */
    final void part(long frames, boolean byItself) {
        running = false;
        dry = byItself;
        passed = Math.max(0, frames);
        overrun = 0;
    }

    /** The line went on so far before what lay ahead of it was taken out. */
    final void wasOverrun(long frames) {
        overrun = frames;
    }

    @Override
    public final long overrunFrames() {
        return overrun;
    }

    /** The line was seen there; answers where that is in the channel. */
    final long sees(long at) {
        waited = Math.max(waited, Math.min(at, base) - joinedAt);
        return Math.max(0, at - base);
    }

    @Override
    public final long waitedFrames() {
        return waited;
    }

    @Override
    public long givenFrames() {
        return Long.MAX_VALUE;
    }

    final long base() {
        return base;
    }

    final boolean isRunning() {
        return running;
    }

    final void leaves() {
        leaving = true;
    }

    final boolean isLeaving() {
        return leaving;
    }

    abstract void enterLine() throws AudioException;

    abstract void leaveLine();

    abstract long position();

    /** As long as the others', whatever was asked for. */
    @Override
    public final void allocateBuffer(int size, long physicalAddressConstraint) throws AudioException {
        line.allocate(size, physicalAddressConstraint);
        super.allocateBuffer(line.ringBytes(), UNCONSTRAINED);
        allocated(line.ringFrames);
    }

    abstract void allocated(int frames);

    @Override
    public final int maximumBufferSize() {
        requirePresent();
        return line.maximumBytes();
    }

    @Override
    public final void start(int mapSize, boolean writeToDevice) throws AudioException {
        requirePresent();
        if (running) {
            throw new AudioException(Reason.UNSUCCESSFUL, this + " is started already");
        }
        if (allocatedBufferSize() == 0) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, this + " has no buffer");
        }
        if (mapSize != line.ringBytes() || writeToDevice != (line.owner().direction() == Direction.RENDER)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "transfer of " + mapSize + " bytes with writeToDevice=" + writeToDevice + ", expected "
                            + line.ringBytes() + " of " + line.owner().direction());
        }
        dry = false;
        started = true;
        enterLine();
    }

    @Override
    public final void stop() {
        if (running) {
            leaveLine();
        }
    }

    @Override
    public final long transferredBytes() {
        requirePresent();
        return (running ? position() : passed) * frameBytes;
    }

    @Override
    public final int transferCount() {
        requirePresent();
        return started ? line.ringBytes() : 0;
    }

    @Override
    public final int readCounter() {
        var count = transferCount();
        return count == 0 ? 0 : count - (int) (transferredBytes() % count);
    }

    @Override
    public final boolean hasStopped() {
        return dry || running && line.hasStopped();
    }

    /** The others go on. */
    @Override
    public final boolean canPause() {
        return false;
    }

    @Override
    public final void pause() {
        throw new UnsupportedOperationException("a shared channel is stopped instead");
    }

    @Override
    public final void resume() {
        throw new UnsupportedOperationException("a shared channel is started instead");
    }

    @Override
    public final long originFrame() {
        requirePresent();
        return origin;
    }

    @Override
    public final int substream() {
        return line.substream();
    }

    @Override
    public final void waitForTC(long timeoutMicros) {
        throw new UnsupportedOperationException("nobody waits for a pass of a shared channel");
    }

    @Override
    protected final void destroy() {
        try {
            stop();
        } finally {
            // Also of a device that is gone, which cannot be told to stop.
            super.destroy();
            line.owner().device().left(line);
        }
    }

    @Override
    public final String toString() {
        return "a channel of " + line.owner().device();
    }
}
