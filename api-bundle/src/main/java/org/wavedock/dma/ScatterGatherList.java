// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Client memory as a device sees it: runs of bytes that are contiguous on the bus; {@code SCATTER_GATHER_LIST} (wdm.h).
 *
 * <p>Unchanging; any thread.
 *
 * @param memory what was mapped, from index 0 to its capacity; its position and limit do not matter
 * @param elements the runs in the order of the memory; their lengths add up to its capacity, and no two neighbours are contiguous on
 *     the bus
 * @param pageSize the page of the device's address space, bytes, a power of two
 */
public record ScatterGatherList(ByteBuffer memory, List<Element> elements, int pageSize) {
    /**
     * Checks the values and copies the list.
     *
     * @throws IllegalArgumentException if the lengths do not add up, or the page is no power of two
     */
    public ScatterGatherList {
        elements = List.copyOf(elements);
        var bytes = elements.stream().mapToLong(Element::length).sum();
        if (bytes != memory.capacity()) {
            throw new IllegalArgumentException(
                    "elements of " + bytes + " bytes together, expected " + memory.capacity() + " as the memory has");
        }
        if (pageSize < 1 || Integer.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException("page of " + pageSize + " bytes, expected a power of two");
        }
    }

    /**
     * One run.
     *
     * @param physicalAddress the device's address of its first byte, unsigned
     * @param length bytes, 1 or more
     */
    public record Element(long physicalAddress, int length) {
        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Element {
            if (length < 1) {
                throw new IllegalArgumentException("element of " + length + " bytes, expected 1 or more");
            }
        }
    }

    /**
     * Memory that no device reads by itself: one run, with the index of a byte in the memory for its address.
     *
     * @param memory not null
     * @return the list
     */
    public static ScatterGatherList unmapped(ByteBuffer memory) {
        Objects.requireNonNull(memory, "memory");
        return new ScatterGatherList(
                memory,
                memory.capacity() == 0 ? List.of() : List.of(new Element(0, memory.capacity())),
                BusAddressSpace.PAGE_SIZE);
    }
}
