// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** Faults of a channel's life: substreams, references, its end. */
final class LifeMutants {
    private LifeMutants() {}

    static final List<Mutant> SUBSTREAMS = List.of(
            new Mutant("opens more than it has", () -> new BentDevice() {
                private final SimulatedDevice more = new SimulatedDevice();

                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    try {
                        return super.newChannel(direction, format, size);
                    } catch (AudioException e) {
                        if (e.reason() != Reason.INSUFFICIENT_RESOURCES) {
                            throw e;
                        }
                        return more.provider().newChannel(direction, format, size);
                    }
                }
            }),
            new Mutant("stops its channels when it refuses one", () -> new BentDevice() {
                private final List<IDmaChannelSlave> open = new ArrayList<>();

                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    try {
                        var channel = super.newChannel(direction, format, size);
                        open.add(channel);
                        return channel;
                    } catch (AudioException e) {
                        if (e.reason() == Reason.INSUFFICIENT_RESOURCES) {
                            open.forEach(IDmaChannelSlave::stop);
                        }
                        throw e;
                    }
                }
            }),
            new Mutant("writes to all of its channels", () -> new BentDevice() {
                private IDmaChannelSlave first;

                @Override
                IDmaChannelSlave bend(IDmaChannelSlave channel) {
                    if (first == null) {
                        first = channel;
                        return channel;
                    }
                    return new BentChannel(channel) {
                        @Override
                        public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                            super.copyTo(destination, source, sourceOffset, byteCount);
                            if (byteCount > 64) {
                                tryToCopy(first, destination, source, byteCount);
                            }
                        }
                    };
                }
            }),
            new Mutant("stops capture when render is closed", () -> new BentDevice() {
                private final List<IDmaChannelSlave> captures = new ArrayList<>();

                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    var channel = super.newChannel(direction, format, size);
                    if (direction == Direction.CAPTURE) {
                        captures.add(channel);
                        return channel;
                    }
                    return new BentChannel(channel) {
                        @Override
                        public int release() {
                            captures.forEach(LifeMutants::tryToStop);
                            return super.release();
                        }
                    };
                }
            }));

    private static void tryToCopy(IDmaChannelSlave channel, int destination, ByteBuffer source, int byteCount) {
        try {
            channel.copyTo(destination, source, 0, byteCount);
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            // It cannot.
        }
    }

    private static void tryToStop(IDmaChannelSlave channel) {
        try {
            channel.stop();
        } catch (DeviceRemovedException e) {
            // It is gone.
        }
    }

    static final List<Mutant> REFERENCES = List.of(
            Mutant.channel("carries two references", channel -> {
                channel.addRef();
                return new BentChannel(channel);
            }),
            Mutant.channel("does not count references", channel -> new BentChannel(channel) {
                @Override
                public int addRef() {
                    var count = super.addRef();
                    to.release();
                    return count;
                }
            }),
            Mutant.channel("releases each time it is closed", channel -> new BentChannel(channel) {
                @Override
                public void close() {
                    to.release();
                }
            }),
            Mutant.channel("can be released for ever", channel -> new BentChannel(channel) {
                @Override
                public int release() {
                    try {
                        return super.release();
                    } catch (IllegalStateException e) {
                        return 0;
                    }
                }
            }),
            Mutant.channel("adds a reference with each query", channel -> new BentChannel(channel) {
                @Override
                public <T> Optional<T> queryInterface(Class<T> type) {
                    if (type != TransferControl.class) {
                        to.addRef();
                    }
                    return super.queryInterface(type);
                }
            }),
            Mutant.channel("is nothing but a slave channel", channel -> new BentChannel(channel) {
                @Override
                public <T> Optional<T> queryInterface(Class<T> type) {
                    return type == IUnknown.class ? Optional.empty() : super.queryInterface(type);
                }
            }),
            Mutant.channel("has every interface", channel -> new BentChannel(channel) {
                @Override
                public <T> Optional<T> queryInterface(Class<T> type) {
                    return type == null ? Optional.empty() : super.queryInterface(type);
                }
            }));

    /** One for each state in which a release may come to nothing. */
    static List<Mutant> leaks() {
        var mutants = new ArrayList<Mutant>();
        for (var state : LeakyChannel.State.values()) {
            mutants.add(Mutant.channel(
                    "keeps its substream when it is closed " + state, channel -> new LeakyChannel(channel, state)));
        }
        mutants.add(Mutant.channel(
                "cannot be started again once it was freed running", channel -> new BentChannel(channel) {
                    private boolean started;
                    private boolean spoilt;

                    @Override
                    public void start(int mapSize, boolean writeToDevice) throws AudioException {
                        if (spoilt) {
                            throw Mutant.no(Reason.UNSUCCESSFUL);
                        }
                        super.start(mapSize, writeToDevice);
                        started = true;
                    }

                    @Override
                    public void stop() {
                        super.stop();
                        started = false;
                    }

                    @Override
                    public void freeBuffer() {
                        super.freeBuffer();
                        spoilt = started;
                    }
                }));
        return mutants;
    }

    static final List<Mutant> LOSSES = List.of(
            Mutant.channel("counts on although it was released", channel -> new BentChannel(channel) {
                private boolean released;

                @Override
                public int release() {
                    var left = super.release();
                    released |= left == 0;
                    return left;
                }

                @Override
                public int readCounter() {
                    return released ? 0 : super.readCounter();
                }
            }),
            Mutant.channel("counts on although its device is lost", channel -> new BentChannel(channel) {
                private int last;

                @Override
                public int readCounter() {
                    try {
                        last = super.readCounter();
                    } catch (DeviceRemovedException e) {
                        if (!String.valueOf(e.getMessage()).contains("unplugged")) {
                            throw e;
                        }
                    }
                    return last;
                }

                @Override
                public long transferredBytes() {
                    return Math.max(0, to.transferCount() - last);
                }
            }),
            Mutant.channel("cannot be released when it is lost", channel -> new BentChannel(channel) {
                @Override
                public int release() {
                    requireThere(to);
                    return super.release();
                }
            }),
            Mutant.channel("cannot be freed when it is lost", channel -> new BentChannel(channel) {
                @Override
                public void freeBuffer() {
                    requireThere(to);
                    super.freeBuffer();
                }
            }),
            Mutant.channel("does not answer when it is lost", channel -> new BentChannel(channel) {
                @Override
                public int readCounter() {
                    try {
                        return super.readCounter();
                    } catch (DeviceRemovedException e) {
                        Mutant.hang();
                        throw e;
                    }
                }
            }),
            Mutant.channel("waits for a pass of a lost device", channel -> new BentChannel(channel) {
                @Override
                public void waitForTC(long timeoutMicros) throws AudioException {
                    try {
                        super.waitForTC(timeoutMicros);
                    } catch (DeviceRemovedException e) {
                        Mutant.hang();
                        throw e;
                    }
                }
            }),
            new Mutant("opens channels when it is lost", () -> new BentDevice() {
                private final SimulatedDevice more = new SimulatedDevice();

                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    try {
                        return super.newChannel(direction, format, size);
                    } catch (AudioException e) {
                        if (e.reason() != Reason.DEVICE_REMOVED) {
                            throw e;
                        }
                        return more.provider().newChannel(direction, format, size);
                    }
                }
            }));

    private static void requireThere(IDmaChannelSlave channel) {
        try {
            channel.maximumBufferSize();
        } catch (DeviceRemovedException e) {
            if (String.valueOf(e.getMessage()).contains("unplugged")) {
                throw new UnsupportedOperationException("the device is gone", e);
            }
        }
    }
}
