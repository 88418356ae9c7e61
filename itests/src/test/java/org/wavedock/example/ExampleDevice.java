// SPDX-License-Identifier: Apache-2.0
package org.wavedock.example;

import java.io.ByteArrayOutputStream;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** A device that plays to memory and hands out, as a supplier, what it has played since it was last started. */
@Component(immediate = true)
public final class ExampleDevice implements DmaChannelProvider, Supplier<byte[]> {
    @Reference
    private TimeSource clock;

    private volatile ByteArrayOutputStream record = new ByteArrayOutputStream();

    @Override
    public DeviceDescription description() {
        return new DeviceDescription("example", "Plays to memory");
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        if (direction != Direction.RENDER) {
            throw new AudioException(Reason.FORMAT_NOT_SUPPORTED, "example can only render");
        }
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumSize) {
        return new Channel(format, maximumSize);
    }

    @Override
    public byte[] get() {
        return record.toByteArray();
    }

    /** The base class has the buffer. The device goes round in it, by the clock, and says where it is. */
    private final class Channel extends CommonBufferDmaChannel implements IDmaChannelSlave {
        private final WaveFormat format;
        private boolean started;
        private long startedAt;
        private int mapSize;
        private long played;

        Channel(WaveFormat format, int maximumSize) {
            super(new BusAddressSpace(), maximumSize);
            this.format = format;
        }

        @Override
        public void start(int size, boolean writeToDevice) throws AudioException {
            if (started) {
                throw new AudioException(Reason.UNSUCCESSFUL, "example is started already");
            }
            record = new ByteArrayOutputStream();
            startedAt = clock.nanoTime();
            mapSize = size;
            played = 0;
            started = true;
        }

        @Override
        public void stop() {
            readCounter();
            started = false;
        }

        /** Hardware plays by itself; here it is done when somebody looks. */
        @Override
        public int readCounter() {
            while (started && played < format.bytes(format.framesIn(clock.nanoTime() - startedAt))) {
                record.write(memory().get((int) (played++ % mapSize)));
            }
            return mapSize == 0 ? 0 : mapSize - (int) (played % mapSize);
        }

        @Override
        public int transferCount() {
            return mapSize;
        }

        @Override
        public void waitForTC(long timeoutMicros) throws AudioException {
            throw new AudioException(Reason.IO_TIMEOUT, "example does not know when a pass ends");
        }
    }
}
