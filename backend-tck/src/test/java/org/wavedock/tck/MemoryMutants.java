// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBuffer;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Faults of addresses, views and copies. */
final class MemoryMutants {
    private MemoryMutants() {}

    static final List<Mutant> ADDRESSES = List.of(
            Mutant.channel("shows a copy of its buffer", channel -> new BentChannel(channel) {
                @Override
                public ByteBuffer systemAddress() {
                    var copy = ByteBuffer.allocate(to.allocatedBufferSize() == 0 ? 1 : to.allocatedBufferSize());
                    return copy.put(0, to.systemAddress(), 0, copy.capacity());
                }
            }),
            Mutant.channel("has a view that is read already", channel -> new BentChannel(channel) {
                @Override
                public ByteBuffer systemAddress() {
                    return super.systemAddress().position(1);
                }
            }),
            Mutant.channel("moves on its bus", channel -> new BentChannel(channel) {
                private long moves;

                @Override
                public long physicalAddress() {
                    return super.physicalAddress() == 0 ? 0 : super.physicalAddress() + moves++;
                }
            }),
            Mutant.channel("says a wrong bus address", channel -> new BentChannel(channel) {
                @Override
                public long physicalAddress() {
                    return super.physicalAddress() == 0 ? 0 : super.physicalAddress() + 4096;
                }
            }),
            Mutant.channel("ignores the address constraint", channel -> new BentChannel(channel) {
                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    super.allocateBuffer(size, constraint < 0xFFF ? constraint : UNCONSTRAINED);
                }
            }),
            Mutant.channel("relaxes a constraint that is too narrow", channel -> new BentChannel(channel) {
                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    super.allocateBuffer(size, constraint >= 0 && constraint < 0xFFF ? UNCONSTRAINED : constraint);
                }
            }),
            Mutant.channel("never crosses 64 KiB", channel -> new BentChannel(channel) {
                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    super.allocateBuffer(size, constraint & 0xFFFF);
                }
            }),
            Mutant.channel("uses freed memory again", Pooled::new),
            Mutant.channel("lends its own memory", channel -> new BentChannel(channel) {
                @Override
                public Optional<DmaAdapter> getAdapterObject() {
                    super.getAdapterObject();
                    return Optional.of(new Lender(to));
                }
            }),
            Mutant.channel("keeps its buffer on the bus for ever", Leaking::new));

    static final List<Mutant> COPIES = List.of(
            Mutant.channel("copies in one byte too many", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    super.copyTo(destination, source, sourceOffset, byteCount);
                    if (byteCount > 0 && byteCount < 40 && destination + byteCount < to.allocatedBufferSize()) {
                        to.systemAddress().put(destination + byteCount, (byte) 9);
                    }
                }
            }),
            Mutant.channel("copies out one byte too few", channel -> new BentChannel(channel) {
                @Override
                public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
                    super.copyFrom(destination, destinationOffset, source, byteCount == 20 ? 19 : byteCount);
                }
            }),
            Mutant.channel("copies what fits before it refuses", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    if (destination >= 0 && destination < to.allocatedBufferSize() && byteCount == 4) {
                        super.copyTo(destination, source, Math.max(0, sourceOffset), 1);
                    }
                    super.copyTo(destination, source, sourceOffset, byteCount);
                }
            }),
            Mutant.channel("ignores a copy that it cannot make", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    if (destination >= 0) {
                        super.copyTo(destination, source, sourceOffset, byteCount);
                    }
                }
            }),
            Mutant.channel("copies out as much as there is", channel -> new BentChannel(channel) {
                @Override
                public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
                    var most = Math.max(0, to.allocatedBufferSize() - Math.max(0, source));
                    super.copyFrom(destination, destinationOffset, source, Math.min(byteCount, most));
                }
            }),
            Mutant.channel("cannot copy no bytes", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    super.copyTo(destination, source, sourceOffset, byteCount == 0 ? -1 : byteCount);
                }
            }),
            Mutant.channel("copies out of arrays only", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    super.copyTo(destination, ByteBuffer.wrap(source.array()), sourceOffset, byteCount);
                }
            }),
            Mutant.channel("moves the position of the client's buffer", channel -> new BentChannel(channel) {
                @Override
                public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
                    super.copyFrom(destination, destinationOffset, source, byteCount);
                    destination.position(destinationOffset);
                }
            }),
            Mutant.channel("takes null for no bytes", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    if (source != null) {
                        super.copyTo(destination, source, sourceOffset, byteCount);
                    }
                }
            }),
            Mutant.channel("ignores copies without a buffer", channel -> new BentChannel(channel) {
                @Override
                public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
                    if (to.allocatedBufferSize() > 0) {
                        super.copyTo(destination, source, sourceOffset, byteCount);
                    }
                }
            }));

    /** One memory for all buffers that this channel ever has. */
    private static final class Pooled extends BentChannel {
        private final ByteBuffer pool = ByteBuffer.allocate(1 << 18);

        Pooled(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public ByteBuffer systemAddress() {
            to.systemAddress();
            return pool.slice(0, to.allocatedBufferSize());
        }

        @Override
        public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
            super.copyTo(destination, source, sourceOffset, byteCount);
            pool.put(destination, source, sourceOffset, byteCount);
        }

        @Override
        public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
            super.copyFrom(destination, destinationOffset, source, byteCount);
            destination.put(destinationOffset, pool, source, byteCount);
        }
    }

    /** An adapter that gives out what is in use. */
    private record Lender(IDmaChannelSlave channel) implements DmaAdapter {
        @Override
        public CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint) {
            return new CommonBuffer(ByteBuffer.allocate(length), channel.physicalAddress(), length);
        }

        @Override
        public void freeCommonBuffer(CommonBuffer buffer) {
            // It was never the adapter's.
        }
    }

    /** Its buffer is on a bus of its own, from which nobody takes it. */
    private static final class Leaking extends BentChannel {
        private final BusAddressSpace bus = new BusAddressSpace();
        private CommonBuffer buffer;

        Leaking(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void allocateBuffer(int size, long constraint) throws AudioException {
            super.allocateBuffer(size, constraint);
            try {
                buffer = bus.allocateCommonBuffer(size, constraint);
            } catch (AudioException e) {
                super.freeBuffer();
                throw Mutant.no(Reason.INSUFFICIENT_RESOURCES);
            }
        }

        @Override
        public long physicalAddress() {
            return super.physicalAddress() == 0 ? 0 : buffer.physicalAddress();
        }

        @Override
        public Optional<DmaAdapter> getAdapterObject() {
            super.getAdapterObject();
            return Optional.of(bus);
        }
    }
}
