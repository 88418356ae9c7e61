// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * A card like ALSA's: it takes what is committed to it, no more, some frames at a time, and stops by itself when that is played.
 * It has one channel: streams share it, or one at a time has it.
 */
final class CommittedGear extends Gear implements DmaChannelProvider {
    private static final long MOST_OF_RING_NANOS = 190_000_000;

    private final TimeSource clock;
    private final int quantum;
    private final boolean shared;
    private final BusAddressSpace bus = new BusAddressSpace();
    private int[] words = new int[1 << 12];
    private int count;
    private Channel channel;
    private boolean plugged = true;

    CommittedGear(String name, TimeSource clock, int quantum, boolean shared) {
        super(name, 0, 0);
        this.clock = clock;
        this.quantum = quantum;
        this.shared = shared;
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription(name(), "A card that takes commitments").withSubstreams(shared ? 1 : 0);
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        if (direction == Direction.CAPTURE) {
            throw new AudioException(Reason.FORMAT_NOT_SUPPORTED, "card " + name() + " does not capture");
        }
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        checkFormat(direction, format);
        if (!plugged) {
            throw new AudioException(Reason.DEVICE_REMOVED, "card " + name() + " has been unplugged");
        }
        if (channel != null) {
            throw new AudioException(Reason.INSUFFICIENT_RESOURCES, "card " + name() + " plays already");
        }
        channel = new Channel(format, maximumBufferSize);
        return channel;
    }

    @Override
    String what() {
        return "a card that takes commitments, " + quantum + " frames at a time" + (shared ? ", shared" : "");
    }

    @Override
    DmaChannelProvider provider() {
        return this;
    }

    /** A device that has run dry is given more the next time, up to most of its ring. */
    @Override
    long extraLead(WaveFormat format) {
        return format.framesIn(MOST_OF_RING_NANOS);
    }

    @Override
    int owedFrames() {
        return channel == null ? 0 : (int) Math.max(0, channel.committed - channel.position);
    }

    @Override
    int substreams() {
        return 1;
    }

    @Override
    long heardFrames(int substream) {
        return count;
    }

    @Override
    byte[] heard(int substream, long fromFrame) {
        var bytes = ByteBuffer.allocate((int) (count - fromFrame) * FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words, (int) fromFrame, (int) (count - fromFrame));
        return bytes.array();
    }

    private void hear(int word) {
        if (count == words.length) {
            words = Arrays.copyOf(words, 2 * count);
        }
        words[count++] = word;
    }

    @Override
    void unplug() {
        if (channel != null) {
            channel.lose();
        }
        plugged = false;
    }

    @Override
    void replug() {
        plugged = true;
    }

    @Override
    boolean isPlugged() {
        return plugged;
    }

    @Override
    boolean isHeld() {
        return channel != null || !bus.isEmpty();
    }

    @Override
    void close() {
        unplug();
    }

    private final class Channel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
        private final WaveFormat format;
        private boolean lost;
        private boolean started;
        private boolean stopped;
        private long committed;
        private long position;
        private long startedAt;
        private long origin;

        Channel(WaveFormat format, int maximumBufferSize) {
            super(bus, maximumBufferSize);
            this.format = format;
        }

        /** The card catches up with the clock. */
        private void look() {
            requirePresent();
            if (!started || stopped) {
                return;
            }
            var elapsed = format.framesIn(clock.nanoTime() - startedAt);
            var wanted = quantum == 1 ? elapsed : (elapsed / quantum + 1) * quantum;
            var reached = Math.min(wanted, committed);
            var ring = memory();
            for (; position < reached; position++) {
                hear(ring.getInt((int) (position * FRAME_BYTES % bufferSize())));
            }
            stopped = wanted > committed;
        }

        void lose() {
            if (!lost) {
                look();
                lost = true;
                started = false;
                remove("card " + name() + " has been unplugged");
            }
        }

        @Override
        protected void destroy() {
            lost = true;
            super.destroy();
            channel = null;
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) {
            requirePresent();
            started = true;
            stopped = false;
            position = 0;
            startedAt = clock.nanoTime();
            origin = count;
        }

        @Override
        public void stop() {
            look();
            started = false;
            committed = 0;
        }

        @Override
        public void commit(long bytes) {
            look();
            committed = Math.max(committed, bytes / FRAME_BYTES);
        }

        @Override
        public long transferredBytes() {
            look();
            return position * FRAME_BYTES;
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
        public boolean takesCommitted() {
            return true;
        }

        @Override
        public boolean hasStopped() {
            look();
            return started && stopped;
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
        public void waitForTC(long timeoutMicros) {
            throw new UnsupportedOperationException("waitForTC");
        }
    }
}
