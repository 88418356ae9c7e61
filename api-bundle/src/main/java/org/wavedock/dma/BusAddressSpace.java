// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * An adapter object over the JVM's own memory with simulated bus addresses, for devices that have none of their own.
 *
 * <p>Buffers are direct, start on a page and never overlap; a client's memory is mapped where it lies, page by page. A device
 * finds the bytes behind an address by {@link #find}. The garbage collector frees all memory, so that no address can ever reach
 * memory that is gone. Thread-safe.
 */
public final class BusAddressSpace implements DmaAdapter {
    /** The usual page: buffers start on multiples of it, in bytes. */
    public static final int PAGE_SIZE = 4096;

    /** Leaves room for an address, a length and a round-up without overflow. */
    private static final long HIGHEST_ADDRESS = (1L << 62) - 1;

    /**
     * How a client's memory lies on the bus.
     *
     * @param pageSize bytes of a page, a power of two from 16 to 1 MiB
     * @param pagesInARun how many neighbouring pages of a client's memory are neighbours on the bus too, 1 or more; a large number
     *     makes every memory contiguous
     */
    public record Paging(int pageSize, int pagesInARun) {
        /** One run, however long. */
        public static final Paging CONTIGUOUS = new Paging(PAGE_SIZE, Integer.MAX_VALUE);

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Paging {
            if (pageSize < 16 || pageSize > 1 << 20 || Integer.bitCount(pageSize) != 1 || pagesInARun < 1) {
                throw new IllegalArgumentException("pages of " + pageSize + " bytes in runs of " + pagesInARun
                        + ", expected a power of two from 16 to 1048576 and 1 or more");
            }
        }
    }

    /**
     * A run of bus addresses and the memory behind it.
     *
     * @param memory the memory; only the bytes of the run may be touched, and its position and limit not at all
     * @param physicalAddress the first address
     * @param offset where in {@code memory} that byte is
     * @param length bytes
     */
    public record Region(ByteBuffer memory, long physicalAddress, int offset, int length) {
        /**
         * Where in {@link #memory()} an address lies. Hot path.
         *
         * @param address an address of the region
         * @return a byte offset
         */
        public int offsetOf(long address) {
            return offset + (int) (address - physicalAddress);
        }

        /**
         * How many bytes there are from an address on. Hot path.
         *
         * @param address an address of the region
         * @return bytes, 1 or more
         */
        public int bytesFrom(long address) {
            return length - (int) (address - physicalAddress);
        }
    }

    private final long lastAddress;
    private final Paging paging;
    private final AddressMap addresses;
    private final Map<ScatterGatherList, Long> lists = new IdentityHashMap<>();

    /**
     * A bus.
     *
     * @param firstAddress the lowest address given out, a positive multiple of the page size
     * @param lastAddress the highest, at least {@code firstAddress} and below 2<sup>62</sup>
     * @param paging how clients' memory is mapped
     * @throws IllegalArgumentException if they are not
     */
    public BusAddressSpace(long firstAddress, long lastAddress, Paging paging) {
        if (firstAddress <= 0
                || firstAddress % paging.pageSize() != 0
                || lastAddress < firstAddress
                || lastAddress > HIGHEST_ADDRESS) {
            throw new IllegalArgumentException("bus addresses " + firstAddress + " to " + lastAddress
                    + ", expected a positive multiple of " + paging.pageSize() + " and an address from there to "
                    + HIGHEST_ADDRESS);
        }
        this.lastAddress = lastAddress;
        this.paging = paging;
        addresses = new AddressMap(firstAddress, paging.pageSize());
    }

    /**
     * A bus that maps clients' memory in one run.
     *
     * @param firstAddress as above
     * @param lastAddress as above
     * @throws IllegalArgumentException as above
     */
    public BusAddressSpace(long firstAddress, long lastAddress) {
        this(firstAddress, lastAddress, Paging.CONTIGUOUS);
    }

    /** A bus of 32-bit addresses from 16 MiB on. */
    public BusAddressSpace() {
        this(0x100_0000L, 0xFFFF_FFFFL);
    }

    @Override
    public CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint) throws AudioException {
        return allocateCommonBuffer(length, physicalAddressConstraint, ANY_ADDRESS);
    }

    @Override
    public synchronized CommonBuffer allocateCommonBuffer(
            int length, long physicalAddressConstraint, long highestAddress) throws AudioException {
        if (length <= 0) {
            throw new AudioException(Reason.INVALID_PARAMETER, "buffer of " + length + " bytes, expected 1 or more");
        }
        if (!AddressMap.canHonour(length, physicalAddressConstraint)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "no " + length + " bytes can honour the address constraint 0x"
                            + Long.toHexString(physicalAddressConstraint));
        }
        var address = findFree(length, physicalAddressConstraint, highestAddress);
        var buffer = new CommonBuffer(memory(length), address, length);
        addresses.enter(address, length, List.of(new Region(buffer.systemAddress(), address, 0, length)), buffer);
        return buffer;
    }

    private long findFree(long length, long constraint, long highestAddress) throws AudioException {
        var highest = Long.compareUnsigned(highestAddress, lastAddress) < 0 ? highestAddress : lastAddress;
        var address = addresses.findFree(length, constraint);
        if (address + length - 1 > highest) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "no room for " + length + " bytes on the simulated bus at or below address 0x"
                            + Long.toHexString(highest));
        }
        return address;
    }

    private static ByteBuffer memory(int length) throws AudioException {
        try {
            return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (OutOfMemoryError e) {
            throw new AudioException(Reason.INSUFFICIENT_RESOURCES, "no memory for " + length + " bytes", e);
        }
    }

    @Override
    public synchronized void freeCommonBuffer(CommonBuffer buffer) {
        // The very buffer, not an equal one: a second free of an old buffer must not take a new one at its address.
        if (addresses.owner(buffer.physicalAddress()) != buffer) {
            throw new IllegalArgumentException("no buffer at bus address 0x"
                    + Long.toHexString(buffer.physicalAddress()) + " of " + buffer.length() + " bytes");
        }
        addresses.remove(buffer.physicalAddress());
    }

    /** The first byte of the memory is the first of a page, and between two runs a page is left out. */
    @Override
    public synchronized ScatterGatherList getScatterGatherList(ByteBuffer memory) throws AudioException {
        var bytes = memory.capacity();
        var run = Math.min((long) paging.pageSize() * paging.pagesInARun(), Math.max(1, bytes));
        var runs = (int) ((bytes + run - 1) / run);
        var length = Math.max(1, bytes + (long) runs * paging.pageSize());
        var address = findFree(length, IDmaChannel.UNCONSTRAINED, ANY_ADDRESS);
        var shared = memory.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        var regions = new ArrayList<Region>(runs);
        for (var i = 0; i < runs; i++) {
            var offset = i * run;
            regions.add(new Region(shared, address + offset + (long) i * paging.pageSize(), (int) offset, (int)
                    Math.min(run, bytes - offset)));
        }
        addresses.enter(address, length, regions, regions);
        var elements = regions.stream()
                .map(region -> new ScatterGatherList.Element(region.physicalAddress(), region.length()))
                .toList();
        var list = new ScatterGatherList(memory, elements, paging.pageSize());
        lists.put(list, address);
        return list;
    }

    @Override
    public synchronized void putScatterGatherList(ScatterGatherList list) {
        var address = lists.remove(list);
        if (address == null) {
            throw new IllegalArgumentException("no such scatter/gather list of "
                    + list.elements().size() + " elements, expected one that is mapped");
        }
        addresses.remove(address);
    }

    /**
     * Whether everything was given back: no buffer and no memory of a client is on the bus. Any thread; never blocks for long.
     *
     * @return false as long as an address is taken
     */
    public synchronized boolean isEmpty() {
        return addresses.isEmpty();
    }

    /**
     * What lies at a bus address. Hot path: does not block, lock or allocate. Any thread that got the address after the memory was
     * allocated or mapped.
     *
     * @param physicalAddress any number
     * @return the run that the address is in, or null if there is no memory
     */
    public Region find(long physicalAddress) {
        return addresses.find(physicalAddress);
    }

    /**
     * The bytes behind a bus address.
     *
     * @param physicalAddress a bus address
     * @param length bytes
     * @return a view of them
     * @throws IllegalArgumentException if they do not all lie in one buffer, or one run of mapped memory
     */
    public ByteBuffer resolve(long physicalAddress, int length) {
        var region = find(physicalAddress);
        if (region == null || length < 0 || length > region.bytesFrom(physicalAddress)) {
            throw new IllegalArgumentException(
                    "bus address 0x" + Long.toHexString(physicalAddress) + " does not reach " + length + " bytes");
        }
        return region.memory().slice(region.offsetOf(physicalAddress), length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
