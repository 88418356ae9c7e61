// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.nio.ByteBuffer;

/**
 * A piece of a packet that is contiguous for the device; the out-parameters of {@code GetMapping} (portcls.h).
 *
 * <p>A holder to be filled again and again, so that the hot path allocates nothing. Not thread-safe.
 */
public final class Mapping {
    private long physicalAddress;
    private ByteBuffer virtualAddress;
    private int virtualOffset;
    private int byteCount;
    private boolean last;

    /** An empty mapping. */
    public Mapping() {}

    /**
     * Fills the holder; for the port.
     *
     * @param newPhysicalAddress as {@link #physicalAddress()}
     * @param buffer as {@link #virtualAddress()}
     * @param offset as {@link #virtualOffset()}
     * @param bytes as {@link #byteCount()}
     * @param lastOfPacket as {@link #last()}
     * @throws IndexOutOfBoundsException if the buffer does not hold those bytes; the holder stays as it was
     */
    public void set(long newPhysicalAddress, ByteBuffer buffer, int offset, int bytes, boolean lastOfPacket) {
        if (offset < 0 || bytes < 1 || bytes > buffer.capacity() - offset) {
            throw new IndexOutOfBoundsException("mapping of " + bytes + " bytes at " + offset
                    + ", expected 1 or more within a buffer of " + buffer.capacity());
        }
        physicalAddress = newPhysicalAddress;
        virtualAddress = buffer;
        virtualOffset = offset;
        byteCount = bytes;
        last = lastOfPacket;
    }

    /** Empties the holder, so that it keeps no memory alive. */
    public void clear() {
        physicalAddress = 0;
        virtualAddress = null;
        virtualOffset = 0;
        byteCount = 0;
        last = false;
    }

    /**
     * The device's address of the first byte; {@code PhysicalAddress}.
     *
     * @return an unsigned 64-bit bus address
     */
    public long physicalAddress() {
        return physicalAddress;
    }

    /**
     * The memory that the bytes lie in; {@code VirtualAddress}, together with {@link #virtualOffset()}. It is the
     * packet's whole buffer: only the bytes of the mapping may be touched, and its position and limit not at all.
     *
     * @return the buffer, or null in an empty holder
     */
    public ByteBuffer virtualAddress() {
        return virtualAddress;
    }

    /**
     * Where in {@link #virtualAddress()} the first byte is.
     *
     * @return a byte offset
     */
    public int virtualOffset() {
        return virtualOffset;
    }

    /**
     * The length; {@code ByteCount}.
     *
     * @return bytes, 1 or more, or 0 in an empty holder
     */
    public int byteCount() {
        return byteCount;
    }

    /**
     * Whether this is the last mapping of its packet; {@code Flags} other than 0. A device that can do so raises an
     * interrupt when it has passed this one.
     *
     * @return true for the last
     */
    public boolean last() {
        return last;
    }
}
