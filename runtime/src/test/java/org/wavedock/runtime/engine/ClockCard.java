// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A card whose microphone hears the time: each frame, of four bytes, is the number of frames since the clock's origin. */
final class ClockCard implements DmaChannelProvider {
    private final String name;
    private final Scheduler clock;
    private boolean gone;

    ClockCard(String name, Scheduler clock) {
        this.name = name;
        this.clock = clock;
    }

    void unplug() {
        gone = true;
    }

    private void requirePlugged() {
        if (gone) {
            throw new DeviceRemovedException("card " + name + " has been unplugged");
        }
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription(name, "A card that hears the time");
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) {
        requirePlugged();
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize) {
        requirePlugged();
        return new Channel(format, maximumBufferSize);
    }

    private final class Channel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
        private final WaveFormat format;
        private boolean started;
        private long startedAt;
        private long position;

        Channel(WaveFormat format, int maximumBufferSize) {
            super(new BusAddressSpace(), maximumBufferSize);
            this.format = format;
        }

        private void look() {
            requirePlugged();
            var reached = started ? format.framesIn(clock.nanoTime() - startedAt) : position;
            for (; position < reached; position++) {
                memory().putInt((int) (position * format.frameBytes() % bufferSize()), (int) (first() + position));
            }
        }

        private long first() {
            return format.framesIn(startedAt);
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) {
            requirePlugged();
            startedAt = clock.nanoTime();
            position = 0;
            started = true;
        }

        @Override
        public void stop() {
            look();
            started = false;
        }

        @Override
        public long transferredBytes() {
            look();
            return position * format.frameBytes();
        }

        @Override
        public int readCounter() {
            return bufferSize() - (int) (transferredBytes() % bufferSize());
        }

        @Override
        public int transferCount() {
            return bufferSize();
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
            return first();
        }

        @Override
        public void waitForTC(long timeoutMicros) {
            throw new UnsupportedOperationException("waitForTC");
        }
    }
}
