// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.io.ByteArrayOutputStream;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A card that takes what is committed to it, no more, and stops by itself when that is played; it remembers what it played. */
final class CommittedCard implements DmaChannelProvider {
    private final Scheduler clock;
    /** How much it takes at a time, ahead of its clock, as a sound server does. */
    private final int quantum;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private Channel channel;
    private boolean broken;
    /** How often it ran out of frames, and how far ahead it was fed at the most. */
    private int underruns;

    private long longestLead;

    CommittedCard(Scheduler clock) {
        this(clock, 1);
    }

    CommittedCard(Scheduler clock, int quantum) {
        this.clock = clock;
        this.quantum = quantum;
    }

    byte[] heard() {
        return heard.toByteArray();
    }

    int underruns() {
        return underruns;
    }

    long longestLead() {
        return longestLead;
    }

    /** It stops although it has frames to play, as a sound server does that dies and comes back. */
    void trip() {
        channel.look();
        channel.stopped = true;
    }

    /** From now on it stops whenever it is started. */
    void breakDown() {
        trip();
        broken = true;
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription("committed", "A card that takes commitments");
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) {
        // Anything.
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize) {
        channel = new Channel(format, maximumBufferSize);
        return channel;
    }

    private final class Channel extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
        private final WaveFormat format;
        private boolean started;
        private boolean stopped;
        private long committed;
        private long position;
        private long startedAt;
        private long origin;

        Channel(WaveFormat format, int maximumBufferSize) {
            super(new BusAddressSpace(), maximumBufferSize);
            this.format = format;
        }

        private void look() {
            if (!started || stopped) {
                return;
            }
            var elapsed = format.framesIn(clock.nanoTime() - startedAt);
            var wanted = quantum == 1 ? elapsed : (elapsed / quantum + 1) * quantum;
            var reached = Math.min(wanted, committed);
            for (; position < reached; position++) {
                var at = (int) (position * format.frameBytes() % bufferSize());
                for (var i = 0; i < format.frameBytes(); i++) {
                    heard.write(memory().get(at + i));
                }
            }
            if (wanted > committed) {
                stopped = true;
                underruns++;
            }
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) {
            started = true;
            stopped = broken;
            position = 0;
            startedAt = clock.nanoTime();
            origin = heard.size() / format.frameBytes();
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
            committed = Math.max(committed, bytes / format.frameBytes());
            longestLead = Math.max(longestLead, committed - position);
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
        public boolean takesCommitted() {
            return true;
        }

        @Override
        public boolean hasStopped() {
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
            return origin;
        }

        @Override
        public void waitForTC(long timeoutMicros) {
            throw new UnsupportedOperationException("waitForTC");
        }
    }
}
