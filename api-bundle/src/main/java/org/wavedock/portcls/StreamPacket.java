// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.wavedock.wave.Reason;

/**
 * A piece of a client's memory on its way through a pin; {@code KSSTREAM_HEADER} (ks.h) in an IRP. Its identity counts: two
 * packets are never the same, whatever they hold. May be submitted again once it has completed.
 */
public final class StreamPacket {
    private final ByteBuffer buffer;
    private final int offset;
    private final int length;
    private final Completion completion;

    /** Told when a packet is the client's again. */
    @FunctionalInterface
    public interface Completion {
        /**
         * The packet has completed. On the pin's own thread, without a lock; may call the pin, and submit the packet anew.
         *
         * @param packet which one
         * @param reason null if all of it went through, or a capture packet or a looped one ended with the stream; else why
         *     not: {@code CANCELLED}
         * @param bytes how much of it went through: was handed to the device, or captured; of a looped packet, in all
         *     rounds together
         */
        void completed(StreamPacket packet, Reason reason, long bytes);
    }

    /**
     * A packet.
     *
     * @param buffer the memory, little-endian samples in the pin's format; its position and limit do not matter and do not
     *     move. For WavePci it has to be direct
     * @param offset the first byte
     * @param length bytes, 1 or more; a frame may be split over two packets
     * @param completion told once for each time it is submitted, not null
     * @throws IndexOutOfBoundsException if the buffer does not hold those bytes
     */
    public StreamPacket(ByteBuffer buffer, int offset, int length, Completion completion) {
        this.buffer = Objects.requireNonNull(buffer, "buffer");
        this.completion = Objects.requireNonNull(completion, "completion");
        if (offset < 0 || length < 1 || length > buffer.capacity() - offset) {
            throw new IndexOutOfBoundsException("packet of " + length + " bytes at " + offset
                    + ", expected 1 or more within a buffer of " + buffer.capacity());
        }
        this.offset = offset;
        this.length = length;
    }

    /**
     * The memory.
     *
     * @return as given
     */
    public ByteBuffer buffer() {
        return buffer;
    }

    /**
     * The first byte.
     *
     * @return as given
     */
    public int offset() {
        return offset;
    }

    /**
     * The length.
     *
     * @return bytes, 1 or more
     */
    public int length() {
        return length;
    }

    /**
     * Who is told.
     *
     * @return as given
     */
    public Completion completion() {
        return completion;
    }
}
