// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/**
 * A range of bus addresses, such as a device's registers; {@code CmResourceTypeMemory} (wdm.h).
 *
 * @param physicalAddress the first address, unsigned
 * @param length bytes, 1 or more
 */
public record MemoryResource(long physicalAddress, int length) implements Resource {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public MemoryResource {
        if (length < 1) {
            throw new IllegalArgumentException("memory range of " + length + " bytes, expected 1 or more");
        }
    }
}
