// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** Faults of {@link TransferControl}, with and without commitments. */
final class ControlMutants {
    private ControlMutants() {}

    static final List<Mutant> ALL = List.of(
            Mutant.channel("hides its transfer control", channel -> new BentChannel(channel) {
                @Override
                public <T> Optional<T> queryInterface(Class<T> type) {
                    return type == TransferControl.class ? Optional.empty() : super.queryInterface(type);
                }
            }),
            Mutant.channel("says that it cannot pause", channel -> new BentChannel(channel) {
                @Override
                public boolean canPause() {
                    return false;
                }
            }),
            Mutant.channel("wraps where nothing wraps", channel -> new BentChannel(channel) {
                @Override
                public long transferredBytes() {
                    var bytes = super.transferredBytes();
                    return bytes == 0 ? 0 : bytes % to.transferCount();
                }
            }),
            Mutant.channel("lags behind its counter", channel -> new BentChannel(channel) {
                @Override
                public long transferredBytes() {
                    return Math.max(0, super.transferredBytes() - 48);
                }
            }),
            Mutant.channel("has transferred nothing after stop", channel -> new BentChannel(channel) {
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
                public long transferredBytes() {
                    return super.transferredBytes() * (stopped ? 0 : 1);
                }
            }),
            Mutant.channel("does not pause", channel -> new BentChannel(channel) {
                @Override
                public void pause() {
                    to.readCounter();
                }
            }),
            Mutant.channel("does not resume", channel -> new BentChannel(channel) {
                @Override
                public void resume() {
                    to.readCounter();
                }
            }),
            Mutant.channel("can only pause what was started", channel -> new BentChannel(channel) {
                @Override
                public void pause() {
                    if (to.transferCount() == 0) {
                        throw new IllegalStateException("not started");
                    }
                    super.pause();
                }
            }),
            Mutant.channel("starts when a stopped channel is resumed", Restarting::new),
            Mutant.channel("begins its timeline with each transfer", channel -> new BentChannel(channel) {
                @Override
                public long originFrame() {
                    super.originFrame();
                    return 0;
                }
            }),
            Mutant.channel("is a frame ahead on its timeline", channel -> new BentChannel(channel) {
                @Override
                public long originFrame() {
                    return super.originFrame() + (to.transferCount() > 0 ? 1 : 0);
                }
            }),
            Mutant.channel("is always the first substream", channel -> new BentChannel(channel) {
                @Override
                public int substream() {
                    return 0;
                }
            }),
            Mutant.channel("stands when something is committed", channel -> new BentChannel(channel) {
                private long most = Long.MAX_VALUE;

                @Override
                public void commit(long bytes) {
                    most = bytes;
                }

                @Override
                public int readCounter() {
                    var counter = super.readCounter();
                    return most == Long.MAX_VALUE || most <= 0 ? counter : to.transferCount();
                }
            }),
            Mutant.channel("calls a stop by its client its own", channel -> new BentChannel(channel) {
                private boolean stopped;

                @Override
                public void stop() {
                    super.stop();
                    stopped = to.transferCount() > 0;
                }

                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    super.start(mapSize, writeToDevice);
                    stopped = false;
                }

                @Override
                public boolean hasStopped() {
                    return stopped;
                }
            }),
            Mutant.channel("does not return from a nonsensical commitment", channel -> new BentChannel(channel) {
                @Override
                public void commit(long bytes) {
                    if (bytes < 0) {
                        Mutant.hang();
                    }
                }
            }),
            queue(
                    "plays beyond what is committed",
                    (device, size) -> new QueueChannel(device, QueueDevice.FORMAT, size) {
                        @Override
                        public void commit(long bytes) {
                            super.commit(bytes + 64);
                        }
                    }),
            queue(
                    "does not say that it has stopped",
                    (device, size) -> new QueueChannel(device, QueueDevice.FORMAT, size) {
                        @Override
                        public boolean hasStopped() {
                            super.hasStopped();
                            return false;
                        }
                    }),
            queue(
                    "stops after its first commitment",
                    (device, size) -> new QueueChannel(device, QueueDevice.FORMAT, size) {
                        @Override
                        public void commit(long bytes) {
                            if (transferredBytes() == 0) {
                                super.commit(bytes);
                            }
                        }
                    }),
            queue("has stopped for ever", (device, size) -> new QueueChannel(device, QueueDevice.FORMAT, size) {
                private boolean stopped;

                @Override
                public boolean hasStopped() {
                    stopped |= super.hasStopped();
                    return stopped;
                }
            }));

    private static Mutant queue(String name, BiFunction<QueueDevice, Integer, QueueChannel> maker) {
        return new Mutant(name, () -> new QueueDevice() {
            @Override
            QueueChannel make(WaveFormat format, int maximumBufferSize) {
                return maker.apply(this, maximumBufferSize);
            }

            @Override
            public long patienceMillis() {
                return 1_000;
            }
        });
    }

    private static final class Restarting extends BentChannel {
        private boolean paused;
        private boolean forward;
        private boolean stopped;

        Restarting(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void start(int mapSize, boolean writeToDevice) throws AudioException {
            super.start(mapSize, writeToDevice);
            forward = writeToDevice;
            stopped = false;
            paused = false;
        }

        @Override
        public void pause() {
            super.pause();
            paused = true;
        }

        @Override
        public void stop() {
            super.stop();
            stopped = true;
        }

        @Override
        public void resume() {
            super.resume();
            if (stopped && paused) {
                try {
                    start(to.transferCount(), forward);
                } catch (AudioException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
