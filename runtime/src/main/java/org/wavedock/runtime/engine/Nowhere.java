// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * A device that is a clock and nothing else: it takes every format at its rate, plays nothing and records silence. Any number of
 * substreams. This is where streams are that discard while there is no device.
 */
public final class Nowhere implements DmaChannelProvider {
    private final DeviceDescription description = new DeviceDescription("nowhere", "a clock and nothing else");
    private final DmaAdapter memory = new BusAddressSpace();
    private final TimeSource clock;

    /**
     * Nowhere, at a clock's pace.
     *
     * @param clock not null
     */
    public Nowhere(TimeSource clock) {
        this.clock = clock;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) {
        // Nobody listens: all are good.
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize) {
        return new Channel(memory, maximumBufferSize, clock, format);
    }

    private static final class Channel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
        private final TimeSource clock;
        private final WaveFormat format;
        private int mapSize;
        private boolean moving;
        private long movingSince;
        private long movedBefore;

        Channel(DmaAdapter memory, int maximumBufferSize, TimeSource clock, WaveFormat format) {
            super(memory, maximumBufferSize);
            this.clock = clock;
            this.format = format;
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
    }
}
