// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/**
 * The packets that a miniport would like; {@code KSALLOCATOR_FRAMING} (ks.h) without its flags. An allocator's frame is
 * a packet, not an audio frame.
 *
 * @param frames how many packets should be under way at once, 1 or more; 8 is usual
 * @param frameSize the size of one, bytes, 1 or more; 10 ms is usual
 * @param alignment what the address of a packet should be a multiple of, bytes; a power of two
 */
public record AllocatorFraming(int frames, int frameSize, int alignment) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public AllocatorFraming {
        if (frames < 1 || frameSize < 1) {
            throw new IllegalArgumentException(
                    frames + " allocator frames of " + frameSize + " bytes, expected 1 or more of 1 or more");
        }
        if (alignment < 1 || Integer.bitCount(alignment) != 1) {
            throw new IllegalArgumentException("alignment is " + alignment + " bytes, expected a power of two");
        }
    }
}
