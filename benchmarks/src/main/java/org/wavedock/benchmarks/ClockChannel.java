// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** A channel whose cursor is the clock, and whose data nobody takes: a device's DMA costs the CPU nothing either. */
final class ClockChannel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
    private final TimeSource clock;
    private final WaveFormat format;
    private final int substream;
    private int mapSize;
    private boolean moving;
    private long movingSince;
    private long movedBefore;

    ClockChannel(DmaAdapter bus, int maximumBufferSize, TimeSource clock, WaveFormat format, int substream) {
        super(bus, maximumBufferSize);
        this.clock = clock;
        this.format = format;
        this.substream = substream;
    }

    @Override
    public void start(int size, boolean writeToDevice) {
        mapSize = size;
        movedBefore = 0;
        resume();
    }

    @Override
    public void stop() {
        pause();
    }

    @Override
    public void pause() {
        movedBefore = transferredBytes();
        moving = false;
    }

    @Override
    public void resume() {
        movingSince = clock.nanoTime();
        moving = true;
    }

    @Override
    public long transferredBytes() {
        requirePresent();
        return moving ? movedBefore + format.bytes(format.framesIn(clock.nanoTime() - movingSince)) : movedBefore;
    }

    @Override
    public int transferCount() {
        requirePresent();
        return mapSize;
    }

    @Override
    public int readCounter() {
        return mapSize == 0 ? 0 : mapSize - (int) (transferredBytes() % mapSize);
    }

    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        throw new AudioException(Reason.NOT_SUPPORTED, "the clock stands while somebody waits for it");
    }

    @Override
    public long originFrame() {
        return 0;
    }

    @Override
    public int substream() {
        return substream;
    }
}
