// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.wave.AudioException;

/**
 * A DMA channel with its one common buffer; {@code IDmaChannel} (portcls.h), all twelve methods.
 *
 * <p>Not thread-safe: from allocation to release one thread at a time uses it. {@link #allocateBuffer} and {@link #freeBuffer}
 * belong to the control path and may block; the other ten run on the hot path, where they do not block, allocate or lock.
 * A {@code null} pointer of portcls is a byte offset into the buffer here, so that every access can be checked.
 *
 * <p>After the device has gone, or the last reference, every method but {@link #freeBuffer} and those of {@link IUnknown}
 * throws {@link org.wavedock.wave.DeviceRemovedException}; none crashes.
 */
@ConsumerType
public interface IDmaChannel extends IUnknown {
    /** No constraint on the bus address; portcls' {@code NULL} {@code PhysicalAddressConstraint}. */
    long UNCONSTRAINED = -1L;

    /**
     * Allocates the common buffer, contiguous for the CPU and for the device; {@code AllocateBuffer}.
     *
     * @param bufferSize bytes, 1 to {@link #maximumBufferSize()}
     * @param physicalAddressConstraint only address bits that are 1 here may differ between the buffer's first and last byte;
     *     {@link #UNCONSTRAINED} for any
     * @throws AudioException {@code INVALID_DEVICE_STATE} if there is a buffer already (it stays), {@code INVALID_PARAMETER} if
     *     the size is out of range or the constraint too narrow for it, {@code INSUFFICIENT_RESOURCES} if memory was refused;
     *     the channel stays usable
     */
    void allocateBuffer(int bufferSize, long physicalAddressConstraint) throws AudioException;

    /**
     * Frees the buffer; nothing happens without one. A transfer that runs ends first. The last release does it too;
     * {@code FreeBuffer}.
     */
    void freeBuffer();

    /**
     * The bytes of the running or last transfer of a slave; {@code TransferCount}.
     *
     * @return bytes: 0 before the first start, and always for a master
     */
    int transferCount();

    /**
     * The largest buffer that this channel can have; {@code MaximumBufferSize}.
     *
     * @return bytes
     */
    int maximumBufferSize();

    /**
     * The buffer's size as it was asked for; {@code AllocatedBufferSize}.
     *
     * @return bytes, 0 without a buffer
     */
    int allocatedBufferSize();

    /**
     * The part of the buffer that is in use; {@code BufferSize}.
     *
     * @return bytes: what {@link #setBufferSize} said last, else the allocated size, 0 without a buffer
     */
    int bufferSize();

    /**
     * Says how much of the buffer is in use; a note for whoever starts the channel next; {@code SetBufferSize}.
     *
     * @param bufferSize bytes, 0 to {@link #allocatedBufferSize()}
     * @throws IllegalArgumentException if it is out of range; the value stays
     * @throws IllegalStateException without a buffer
     */
    void setBufferSize(int bufferSize);

    /**
     * The CPU's view of the whole buffer; {@code SystemAddress}. May be direct or not. After {@link #freeBuffer} a view still
     * held throws or reaches memory that nobody else uses.
     *
     * @return a view with position 0, the same memory as long as the buffer lives
     * @throws IllegalStateException without a buffer
     */
    ByteBuffer systemAddress();

    /**
     * The device's address of the buffer; {@code PhysicalAddress}. Constant as long as the buffer lives; nobody but the
     * device can use it.
     *
     * @return an unsigned 64-bit bus address, 0 without a buffer
     */
    long physicalAddress();

    /**
     * The device's view of memory; {@code GetAdapterObject}.
     *
     * @return the adapter object, or empty if this channel has none
     */
    Optional<DmaAdapter> getAdapterObject();

    /**
     * Copies into the channel's buffer; {@code CopyTo(Destination, Source, ByteCount)}. Positions of the source do not matter
     * and do not move.
     *
     * @param destination byte offset in the channel's buffer
     * @param source where the bytes come from, not null
     * @param sourceOffset byte offset in {@code source}
     * @param byteCount bytes, 0 or more
     * @throws IndexOutOfBoundsException if a range leaves its buffer; nothing has been copied
     */
    void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount);

    /**
     * Copies out of the channel's buffer; {@code CopyFrom(Destination, Source, ByteCount)}. Positions of the destination do not
     * matter and do not move.
     *
     * @param destination where the bytes go, not null
     * @param destinationOffset byte offset in {@code destination}
     * @param source byte offset in the channel's buffer
     * @param byteCount bytes, 0 or more
     * @throws IndexOutOfBoundsException if a range leaves its buffer; nothing has been copied
     */
    void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount);
}
