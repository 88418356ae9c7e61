// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * The adapter object: a device's view of memory; {@code DMA_ADAPTER} (wdm.h).
 *
 * <p>Control path only; any thread; may block.
 */
@ConsumerType
public interface DmaAdapter {
    /** No limit to a bus address. */
    long ANY_ADDRESS = -1L;

    /**
     * Allocates memory that is contiguous for the device; {@code AllocateCommonBuffer}.
     *
     * @param length bytes, 1 or more; what lies beyond it on the last page must not be touched
     * @param physicalAddressConstraint as in {@link IDmaChannel#allocateBuffer}
     * @return the buffer, zeroed
     * @throws AudioException {@code INVALID_PARAMETER} if the constraint is too narrow for the length or the length not
     *     positive, {@code INSUFFICIENT_RESOURCES} if memory or addresses have run out
     */
    CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint) throws AudioException;

    /**
     * Allocates memory that a device with few address lines can reach. What is not told here is as above; an adapter that cannot choose
     * refuses what it happened to get too high.
     *
     * @param length bytes
     * @param physicalAddressConstraint as above
     * @param highestAddress the highest bus address that the device can reach, unsigned; {@link #ANY_ADDRESS} for any
     * @return the buffer, zeroed, all of it at or below that address
     * @throws AudioException as above, {@code INSUFFICIENT_RESOURCES} if there is nothing low enough
     */
    default CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint, long highestAddress)
            throws AudioException {
        var buffer = allocateCommonBuffer(length, physicalAddressConstraint);
        if (Long.compareUnsigned(buffer.physicalAddress() + length - 1, highestAddress) > 0) {
            freeCommonBuffer(buffer);
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "no " + length + " bytes at or below bus address 0x" + Long.toHexString(highestAddress));
        }
        return buffer;
    }

    /**
     * Gives a buffer back; {@code FreeCommonBuffer}. Its views stay harmless.
     *
     * @param buffer what {@link #allocateCommonBuffer} returned, whole
     * @throws IllegalArgumentException if this adapter has no such buffer
     */
    void freeCommonBuffer(CommonBuffer buffer);

    /**
     * Makes a client's memory known to the device, where it lies; {@code GetScatterGatherList}.
     *
     * @param memory all of it, whatever its position and limit; it may be direct or not
     * @return where the device finds it
     * @throws AudioException {@code NOT_SUPPORTED} if the device cannot read memory that is not its own, as by default;
     *     {@code INSUFFICIENT_RESOURCES} if addresses have run out
     */
    default ScatterGatherList getScatterGatherList(ByteBuffer memory) throws AudioException {
        throw new AudioException(Reason.NOT_SUPPORTED, "the device cannot read memory that is not its own");
    }

    /**
     * The device forgets a client's memory; {@code PutScatterGatherList}.
     *
     * @param list what {@link #getScatterGatherList} returned
     * @throws IllegalArgumentException if this adapter has no such list
     */
    default void putScatterGatherList(ScatterGatherList list) {
        throw new IllegalArgumentException("no scatter/gather list of this adapter");
    }
}
