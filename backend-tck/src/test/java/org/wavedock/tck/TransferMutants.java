// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.List;
import java.util.Map;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Faults of start, stop and the counters. */
final class TransferMutants {
    private TransferMutants() {}

    static final List<Mutant> STARTS = List.of(
            Mutant.channel("forgets what it was started with", channel -> new BentChannel(channel) {
                @Override
                public int transferCount() {
                    super.transferCount();
                    return 0;
                }
            }),
            Mutant.channel("starts again when it is started", channel -> new BentChannel(channel) {
                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    if (to.allocatedBufferSize() > 0) {
                        to.stop();
                    }
                    super.start(mapSize, writeToDevice);
                }
            }),
            Mutant.channel("starts over as much as there is", channel -> new BentChannel(channel) {
                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    super.start(Math.min(mapSize, Math.max(1, to.allocatedBufferSize())), writeToDevice);
                }
            }),
            Mutant.channel("starts the way it can", channel -> new BentChannel(channel) {
                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    try {
                        super.start(mapSize, true);
                    } catch (AudioException e) {
                        super.start(mapSize, false);
                    }
                }
            }),
            Mutant.channel("allocates by itself when it is started", channel -> new BentChannel(channel) {
                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    if (to.allocatedBufferSize() == 0) {
                        to.allocateBuffer(mapSize, UNCONSTRAINED);
                    }
                    super.start(mapSize, writeToDevice);
                }
            }),
            Mutant.channel("goes round the whole buffer always", WholeBuffer::new),
            Mutant.channel("goes on where it was stopped", Continuing::new),
            Mutant.channel("cannot be stopped when it stands", channel -> new BentChannel(channel) {
                private boolean started;

                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    super.start(mapSize, writeToDevice);
                    started = true;
                }

                @Override
                public void stop() {
                    super.stop();
                    if (!started) {
                        throw new IllegalStateException("not started");
                    }
                    started = false;
                }
            }),
            Mutant.channel("cannot be used by an interrupted thread", channel -> new BentChannel(channel) {
                @Override
                public void stop() {
                    super.stop();
                    Thread.interrupted();
                }
            }));

    static final List<Mutant> COUNTERS = List.of(
            Mutant.channel("counts up", channel -> new BentChannel(channel) {
                @Override
                public int readCounter() {
                    var counter = super.readCounter();
                    return counter == 0 ? 0 : to.transferCount() - counter + 1;
                }
            }),
            Mutant.channel("counts to nothing before it reloads", channel -> new BentChannel(channel) {
                @Override
                public int readCounter() {
                    var counter = super.readCounter();
                    return counter == to.transferCount() ? 0 : counter;
                }
            }),
            Mutant.channel("counts from one frame more", channel -> new BentChannel(channel) {
                @Override
                public int readCounter() {
                    var counter = super.readCounter();
                    return counter == 0 ? 0 : counter + 4;
                }
            }),
            Mutant.channel("has no counter after stop", channel -> new BentChannel(channel) {
                private boolean stopped;

                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    super.start(mapSize, writeToDevice);
                    stopped = false;
                }

                @Override
                public void stop() {
                    super.stop();
                    stopped = true;
                }

                @Override
                public int readCounter() {
                    return super.readCounter() * (stopped ? 0 : 1);
                }
            }),
            Mutant.channel("counts bytes instead of frames", channel -> new BentChannel(channel) {
                @Override
                public int readCounter() {
                    var counter = super.readCounter();
                    return counter > 1 && counter < to.transferCount() ? counter - 1 : counter;
                }
            }),
            Mutant.channel("trembles", channel -> new BentChannel(channel) {
                private int looks;

                @Override
                public int readCounter() {
                    var counter = super.readCounter();
                    return looks++ % 2 == 1 && counter + 12 <= to.transferCount() ? counter + 12 : counter;
                }
            }),
            fast("is one percent too fast", 10_000),
            fast("gains a frame in two minutes", 1));

    private static Mutant fast(String name, int ppm) {
        return new Mutant(name, () -> new BentDevice(Map.of("drift.ppm", ppm)));
    }

    static final List<Mutant> WAITS = List.of(
            Mutant.channel("does not wait", channel -> new BentChannel(channel) {
                @Override
                public void waitForTC(long timeoutMicros) {
                    to.stop();
                }
            }),
            Mutant.channel("returns when the time is over", channel -> new BentChannel(channel) {
                @Override
                public void waitForTC(long timeoutMicros) throws AudioException {
                    try {
                        super.waitForTC(timeoutMicros);
                    } catch (AudioException e) {
                        if (e.reason() != Reason.IO_TIMEOUT) {
                            throw e;
                        }
                    }
                }
            }),
            new Mutant("waits for every microsecond", () -> new BentDevice() {
                @Override
                IDmaChannelSlave bend(IDmaChannelSlave channel) {
                    return new Exact(channel, clock());
                }
            }),
            Mutant.channel("waits for what stands", channel -> new BentChannel(channel) {
                @Override
                public void waitForTC(long timeoutMicros) throws AudioException {
                    try {
                        super.waitForTC(timeoutMicros);
                    } catch (AudioException e) {
                        throw e.reason() == Reason.INVALID_DEVICE_STATE ? Mutant.no(Reason.IO_TIMEOUT) : e;
                    }
                }
            }),
            Mutant.channel("waits for ever if the timeout is negative", channel -> new BentChannel(channel) {
                @Override
                public void waitForTC(long timeoutMicros) throws AudioException {
                    if (timeoutMicros < 0) {
                        Mutant.hang();
                    }
                    super.waitForTC(timeoutMicros);
                }
            }));

    private static final class WholeBuffer extends BentChannel {
        private int wanted;

        WholeBuffer(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) throws AudioException {
            var allocated = to.allocatedBufferSize();
            super.start(mapSize > 0 && mapSize < allocated ? allocated : mapSize, writeToDevice);
            wanted = mapSize;
        }

        @Override
        public int transferCount() {
            super.transferCount();
            return wanted;
        }
    }

    private static final class Continuing extends BentChannel {
        private boolean paused;

        Continuing(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void stop() {
            if (to.transferCount() > 0) {
                control.pause();
                paused = true;
            }
            super.readCounter();
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) throws AudioException {
            if (paused && mapSize == to.transferCount()) {
                paused = false;
                control.resume();
            } else {
                super.start(mapSize, writeToDevice);
            }
        }

        @Override
        public void freeBuffer() {
            paused = false;
            super.freeBuffer();
        }
    }

    /** Waits as long as it is told, by the device's clock alone. */
    private static final class Exact extends BentChannel {
        private final TestClock clock;

        Exact(IDmaChannelSlave to, TestClock clock) {
            super(to);
            this.clock = clock;
        }

        @Override
        public void waitForTC(long timeoutMicros) throws AudioException {
            if (timeoutMicros != 9) {
                super.waitForTC(timeoutMicros);
                return;
            }
            var from = clock.nanoTime();
            var counter = to.readCounter();
            while (to.readCounter() <= counter) {
                if (clock.nanoTime() - from >= timeoutMicros * 1000) {
                    throw Mutant.no(Reason.IO_TIMEOUT);
                }
            }
        }
    }
}
