// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.locks.LockSupport;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** Plays what is committed, no more, and stops by itself when that is played. */
class QueueChannel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
    private final TimeSource clock;
    private final WaveFormat format;
    private final ByteArrayOutputStream heard;
    private final Runnable onRelease;
    private boolean started;
    private boolean stopped;
    private int mapSize;
    private long committed;
    private long position;
    private long startedAt;
    private long origin;

    QueueChannel(QueueDevice device, WaveFormat format, int maximumBufferSize) {
        super(new BusAddressSpace(), maximumBufferSize);
        this.clock = device.clock();
        this.format = format;
        this.heard = device.record();
        this.onRelease = device::released;
        origin = heard.size() / format.frameBytes();
    }

    void lose() {
        remove("device queue is gone");
    }

    private void look() {
        requirePresent();
        if (!started || stopped) {
            return;
        }
        var due = format.bytes(format.framesIn(clock.nanoTime() - startedAt));
        var reached = Math.min(due, committed);
        for (; position < reached; position++) {
            heard.write(memory().get((int) (position % mapSize)));
        }
        stopped = due > committed;
    }

    @Override
    protected void destroy() {
        super.destroy();
        onRelease.run();
    }

    @Override
    public void freeBuffer() {
        started = false;
        super.freeBuffer();
    }

    @Override
    public void start(int size, boolean writeToDevice) throws AudioException {
        requirePresent();
        if (started) {
            throw new AudioException(Reason.UNSUCCESSFUL, "queue is started already");
        }
        if (allocatedBufferSize() == 0) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "queue has no buffer");
        }
        if (size <= 0 || size > allocatedBufferSize() || size % format.frameBytes() != 0 || !writeToDevice) {
            throw new AudioException(Reason.INVALID_PARAMETER, "queue cannot play " + size + ", " + writeToDevice);
        }
        mapSize = size;
        position = 0;
        startedAt = clock.nanoTime();
        origin = heard.size() / format.frameBytes();
        started = true;
        stopped = false;
    }

    @Override
    public void stop() {
        look();
        started = false;
        stopped = false;
        committed = 0;
    }

    @Override
    public void commit(long bytes) {
        look();
        if (bytes > committed && !stopped) {
            committed = started ? Math.min(bytes, position + mapSize) : Math.min(bytes, maximumBufferSize());
        }
    }

    @Override
    public long transferredBytes() {
        look();
        return position / format.frameBytes() * format.frameBytes();
    }

    @Override
    public int readCounter() {
        var bytes = transferredBytes();
        return mapSize == 0 ? 0 : mapSize - (int) (bytes % mapSize);
    }

    @Override
    public int transferCount() {
        requirePresent();
        return mapSize;
    }

    @Override
    public boolean takesCommitted() {
        return true;
    }

    @Override
    public boolean hasStopped() {
        look();
        return stopped;
    }

    @Override
    public boolean canPause() {
        return false;
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("pause");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("resume");
    }

    @Override
    public long originFrame() {
        requirePresent();
        return origin;
    }

    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        look();
        if (!started) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "queue is not started");
        }
        var nanos = Math.min(Math.max(0, timeoutMicros / 10 * 10), Long.MAX_VALUE / 4000) * 1000;
        var pass = position / mapSize;
        var from = clock.nanoTime();
        var realFrom = System.nanoTime();
        for (look(); position / mapSize == pass; look()) {
            if (clock.nanoTime() - from >= nanos || System.nanoTime() - realFrom >= nanos) {
                throw new AudioException(Reason.IO_TIMEOUT, "queue did not end its pass in time");
            }
            LockSupport.parkNanos(10_000);
        }
    }
}
