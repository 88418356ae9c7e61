// SPDX-License-Identifier: Apache-2.0
package org.wavedock.example;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
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
    private final TimeSource clock;
    private volatile ByteArrayOutputStream record = new ByteArrayOutputStream();

    /** Declarative Services gives it the platform's clock. */
    @Activate
    public ExampleDevice(@Reference TimeSource clock) {
        this.clock = clock;
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription("example", "Plays to memory");
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        if (direction != Direction.RENDER || format == null) {
            throw new AudioException(Reason.FORMAT_NOT_SUPPORTED, "example can only render, any format");
        }
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumSize) throws AudioException {
        checkFormat(direction, format);
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
            if (allocatedBufferSize() == 0) {
                throw new AudioException(Reason.INVALID_DEVICE_STATE, "example has no buffer");
            }
            if (!writeToDevice || size < 1 || size > allocatedBufferSize() || size % format.frameBytes() != 0) {
                throw new AudioException(
                        Reason.INVALID_PARAMETER,
                        "example is to move " + size + " bytes, expected whole frames of up to " + allocatedBufferSize()
                                + ", to the device");
            }
            record = new ByteArrayOutputStream();
            startedAt = clock.nanoTime();
            mapSize = size;
            played = 0;
            started = true;
        }

        @Override
        public void stop() {
            look();
            started = false;
        }

        /** Hardware plays by itself; here it is done when somebody looks. */
        private void look() {
            requirePresent();
            while (started && played < format.bytes(format.framesIn(clock.nanoTime() - startedAt))) {
                record.write(memory().get((int) (played++ % mapSize)));
            }
        }

        @Override
        public int readCounter() {
            look();
            return mapSize == 0 ? 0 : mapSize - (int) (played % mapSize);
        }

        @Override
        public int transferCount() {
            requirePresent();
            return mapSize;
        }

        /** The device sees what is written from now on. */
        @Override
        public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
            look();
            super.copyTo(destination, source, sourceOffset, byteCount);
        }

        @Override
        public void freeBuffer() {
            started = false;
            super.freeBuffer();
        }

        @Override
        public void waitForTC(long timeoutMicros) throws AudioException {
            look();
            if (!started) {
                throw new AudioException(Reason.INVALID_DEVICE_STATE, "example is not started");
            }
            var pass = played / mapSize;
            for (var left = timeoutMicros / 10; played / mapSize == pass; left--) {
                if (left <= 0) {
                    throw new AudioException(Reason.IO_TIMEOUT, "example did not end its pass");
                }
                LockSupport.parkNanos(this, 10_000);
                look();
            }
        }
    }
}
