// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.wave.AudioException;

/**
 * The adapter object: a device's view of memory; {@code DMA_ADAPTER} (wdm.h).
 *
 * <p>Control path only; any thread; may block.
 */
@ConsumerType
public interface DmaAdapter {
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
     * Gives a buffer back; {@code FreeCommonBuffer}. Its views stay harmless.
     *
     * @param buffer what {@link #allocateCommonBuffer} returned, whole
     * @throws IllegalArgumentException if this adapter has no such buffer
     */
    void freeCommonBuffer(CommonBuffer buffer);
}
