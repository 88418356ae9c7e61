// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.nio.ByteBuffer;

/**
 * Memory that the CPU and a device share, as {@code AllocateCommonBuffer} returns it (wdm.h).
 *
 * @param systemAddress the CPU's view, not null; position 0, limit {@code length}
 * @param physicalAddress the device's address, unsigned
 * @param length bytes
 */
public record CommonBuffer(ByteBuffer systemAddress, long physicalAddress, int length) {}
