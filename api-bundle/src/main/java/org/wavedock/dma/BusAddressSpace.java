// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * An adapter object over the JVM's own memory with simulated bus addresses, for devices that have none of their own.
 *
 * <p>Buffers are direct, start on a page and never overlap; the garbage collector frees their memory, so that no view can
 * ever reach memory that is gone. Thread-safe.
 */
public final class BusAddressSpace implements DmaAdapter {
    /** Buffers start on multiples of this, in bytes. */
    public static final int PAGE_SIZE = 4096;

    /** Leaves room for an address, a length and a round-up without overflow. */
    private static final long HIGHEST_ADDRESS = (1L << 62) - 1;

    private final long firstAddress;
    private final long lastAddress;
    private final TreeMap<Long, CommonBuffer> buffers = new TreeMap<>();

    /**
     * A bus.
     *
     * @param firstAddress the lowest address given out, a positive multiple of {@link #PAGE_SIZE}
     * @param lastAddress the highest, at least {@code firstAddress} and below 2<sup>62</sup>
     * @throws IllegalArgumentException if they are not
     */
    public BusAddressSpace(long firstAddress, long lastAddress) {
        if (firstAddress <= 0
                || firstAddress % PAGE_SIZE != 0
                || lastAddress < firstAddress
                || lastAddress > HIGHEST_ADDRESS) {
            throw new IllegalArgumentException("bus addresses " + firstAddress + " to " + lastAddress
                    + ", expected a positive multiple of " + PAGE_SIZE + " and an address from there to "
                    + HIGHEST_ADDRESS);
        }
        this.firstAddress = firstAddress;
        this.lastAddress = lastAddress;
    }

    /** A bus of 32-bit addresses from 16 MiB on. */
    public BusAddressSpace() {
        this(0x100_0000L, 0xFFFF_FFFFL);
    }

    @Override
    public synchronized CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint)
            throws AudioException {
        if (length <= 0) {
            throw new AudioException(Reason.INVALID_PARAMETER, "buffer of " + length + " bytes, expected 1 or more");
        }
        if (!honours(0, length, blockMask(physicalAddressConstraint))) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "no " + length + " bytes can honour the address constraint 0x"
                            + Long.toHexString(physicalAddressConstraint));
        }
        var address = findFree(length, physicalAddressConstraint);
        var buffer = new CommonBuffer(memory(length), address, length);
        buffers.put(address, buffer);
        return buffer;
    }

    @Override
    public synchronized void freeCommonBuffer(CommonBuffer buffer) {
        // The very buffer, not an equal one: a second free of an old buffer must not take a new one at its address.
        if (buffers.get(buffer.physicalAddress()) != buffer) {
            throw new IllegalArgumentException("no buffer at bus address 0x"
                    + Long.toHexString(buffer.physicalAddress()) + " of " + buffer.length() + " bytes");
        }
        buffers.remove(buffer.physicalAddress());
    }

    /**
     * The bytes behind a bus address.
     *
     * @param physicalAddress a bus address
     * @param length bytes
     * @return a view of them
     * @throws IllegalArgumentException if they do not all lie in one buffer
     */
    public synchronized ByteBuffer resolve(long physicalAddress, int length) {
        Map.Entry<Long, CommonBuffer> entry = buffers.floorEntry(physicalAddress);
        if (entry == null
                || length < 0
                || physicalAddress - entry.getKey() > entry.getValue().length() - length) {
            throw new IllegalArgumentException(
                    "bus address 0x" + Long.toHexString(physicalAddress) + " does not reach " + length + " bytes");
        }
        var offset = (int) (physicalAddress - entry.getKey());
        return entry.getValue().systemAddress().slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** First fit, from below: the gap before each buffer, then the rest. */
    private long findFree(int length, long constraint) throws AudioException {
        var address = fit(firstAddress, length, constraint);
        for (var taken : buffers.values()) {
            if (address + length <= taken.physicalAddress()) {
                break;
            }
            var end = taken.physicalAddress() + taken.length();
            address = fit(Math.max(address, roundUp(end, PAGE_SIZE)), length, constraint);
        }
        if (address + length - 1 > lastAddress) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES, "no room for " + length + " bytes on the simulated bus");
        }
        return address;
    }

    /** The lowest page at or above {@code from} at which the buffer honours the constraint. */
    private static long fit(long from, int length, long constraint) {
        return honours(from, length, constraint) ? from : roundUp(from, Math.max(blockMask(constraint) + 1, PAGE_SIZE));
    }

    private static boolean honours(long address, int length, long constraint) {
        return ((address ^ (address + length - 1)) & ~constraint) == 0;
    }

    /** The trailing ones of the mask: a block of that size, aligned to it, is what can always vary. */
    private static long blockMask(long constraint) {
        return constraint & ~(constraint + 1) & Long.MAX_VALUE;
    }

    private static long roundUp(long value, long multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    private static ByteBuffer memory(int length) throws AudioException {
        try {
            return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (OutOfMemoryError e) {
            throw new AudioException(Reason.INSUFFICIENT_RESOURCES, "no memory for " + length + " bytes", e);
        }
    }
}
