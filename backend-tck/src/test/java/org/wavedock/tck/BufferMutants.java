// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.List;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Faults of the buffer and its sizes. */
final class BufferMutants {
    private BufferMutants() {}

    static final List<Mutant> ALL = List.of(
            Mutant.channel("offers more than was asked for", channel -> new BentChannel(channel) {
                @Override
                public int maximumBufferSize() {
                    return to.maximumBufferSize() + 1;
                }
            }),
            Mutant.channel("rounds the allocated size up to pages", channel -> new BentChannel(channel) {
                @Override
                public int allocatedBufferSize() {
                    return (to.allocatedBufferSize() + 4095) / 4096 * 4096;
                }
            }),
            Mutant.channel("uses the maximum size at first", UsesMaximum::new),
            Mutant.channel("has a size before it has a buffer", channel -> new BentChannel(channel) {
                private boolean allocated;

                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    allocated = true;
                    super.allocateBuffer(size, constraint);
                }

                @Override
                public int bufferSize() {
                    return allocated ? super.bufferSize() : maximumBufferSize();
                }
            }),
            Mutant.channel("keeps its size when the buffer is freed", StaleSize::new),
            Mutant.channel("cannot grow again", channel -> new BentChannel(channel) {
                @Override
                public void setBufferSize(int size) {
                    super.setBufferSize(size > to.bufferSize() && size <= to.allocatedBufferSize() ? 1 : size);
                }
            }),
            Mutant.channel("ignores wrong sizes", channel -> new BentChannel(channel) {
                @Override
                public void setBufferSize(int size) {
                    super.setBufferSize(Math.min(Math.max(0, size), to.allocatedBufferSize()));
                }
            }),
            Mutant.channel("clears the buffer when its size is set", channel -> new BentChannel(channel) {
                @Override
                public void setBufferSize(int size) {
                    super.setBufferSize(size);
                    to.systemAddress().put(0, (byte) 0);
                }
            }),
            Mutant.channel("remembers the size of an older buffer", RemembersSize::new),
            Mutant.channel("replaces the buffer by a second one", channel -> new BentChannel(channel) {
                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    to.freeBuffer();
                    super.allocateBuffer(size, constraint);
                }
            }),
            Mutant.channel("makes a page of no bytes", channel -> new BentChannel(channel) {
                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    super.allocateBuffer(size == 0 ? 64 : size, constraint);
                }
            }),
            Mutant.channel("says that memory has run out when the size is wrong", channel -> new BentChannel(channel) {
                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    if (size <= 0 || size > to.maximumBufferSize()) {
                        throw Mutant.no(Reason.INSUFFICIENT_RESOURCES);
                    }
                    super.allocateBuffer(size, constraint);
                }
            }),
            Mutant.channel("is spoilt by a refusal", channel -> new BentChannel(channel) {
                private boolean spoilt;

                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    spoilt |= size > to.maximumBufferSize();
                    super.allocateBuffer(spoilt ? -1 : size, constraint);
                }
            }),
            Mutant.channel("has ten buffers in its life", channel -> new BentChannel(channel) {
                private int left = 10;

                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    super.allocateBuffer(size, constraint);
                    if (left-- == 0) {
                        throw Mutant.no(Reason.INSUFFICIENT_RESOURCES);
                    }
                }
            }),
            Mutant.channel("cannot free what is not there", channel -> new BentChannel(channel) {
                private boolean allocated;

                @Override
                public void allocateBuffer(int size, long constraint) throws AudioException {
                    super.allocateBuffer(size, constraint);
                    allocated = true;
                }

                @Override
                public void freeBuffer() {
                    if (!allocated) {
                        throw new IllegalStateException("no buffer");
                    }
                    allocated = false;
                    super.freeBuffer();
                }
            }));

    /** The documents contradict each other; this is the other reading. */
    private static final class UsesMaximum extends BentChannel {
        private boolean set;

        UsesMaximum(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void setBufferSize(int size) {
            super.setBufferSize(size);
            set = true;
        }

        @Override
        public int bufferSize() {
            return set || to.allocatedBufferSize() == 0 ? super.bufferSize() : maximumBufferSize();
        }
    }

    private static final class StaleSize extends BentChannel {
        private int last;

        StaleSize(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void freeBuffer() {
            last = to.bufferSize();
            super.freeBuffer();
        }

        @Override
        public int bufferSize() {
            return to.allocatedBufferSize() == 0 ? last : super.bufferSize();
        }
    }

    private static final class RemembersSize extends BentChannel {
        private int last;

        RemembersSize(IDmaChannelSlave to) {
            super(to);
        }

        @Override
        public void setBufferSize(int size) {
            super.setBufferSize(size);
            last = size;
        }

        @Override
        public void allocateBuffer(int size, long constraint) throws AudioException {
            super.allocateBuffer(size, constraint);
            if (last > 0) {
                super.setBufferSize(Math.min(last, size));
            }
        }
    }
}
