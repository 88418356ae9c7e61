// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.wavedock.dma.BusAddressSpace.Region;

/**
 * Which bus addresses are taken, and by what: a list for those who allocate, who serialise, and a page table for those who look up,
 * who do not.
 */
final class AddressMap {
    private static final int PAGES_IN_TABLE = 1024;

    /** A block of addresses, taken whole; its regions need not fill it. */
    private record Entry(long address, long length, List<Region> regions, Object owner) {}

    private final long firstAddress;
    private final int pageSize;
    private final int pageShift;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    /** Tables of pages, as far as addresses have been given out. */
    private volatile Region[][] directory = {};

    AddressMap(long firstAddress, int pageSize) {
        this.firstAddress = firstAddress;
        this.pageSize = pageSize;
        pageShift = Integer.numberOfTrailingZeros(pageSize);
    }

    static boolean canHonour(int length, long constraint) {
        return honours(0, length, blockMask(constraint));
    }

    /** First fit, from below: the gap before each entry, then the rest. It may lie anywhere up to 2^62. */
    long findFree(long length, long constraint) {
        var address = fit(firstAddress, length, constraint);
        for (var entry : entries.values()) {
            if (address + length <= entry.address()) {
                break;
            }
            var end = entry.address() + entry.length();
            address = fit(Math.max(address, roundUp(end, pageSize)), length, constraint);
        }
        return address;
    }

    /** The lowest page at or above {@code from} at which the buffer honours the constraint. */
    private long fit(long from, long length, long constraint) {
        return honours(from, length, constraint) ? from : roundUp(from, Math.max(blockMask(constraint) + 1, pageSize));
    }

    private static boolean honours(long address, long length, long constraint) {
        return ((address ^ (address + length - 1)) & ~constraint) == 0;
    }

    /** The trailing ones of the mask: a block of that size, aligned to it, is what can always vary. */
    private static long blockMask(long constraint) {
        return constraint & ~(constraint + 1) & Long.MAX_VALUE;
    }

    private static long roundUp(long value, long multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    /** Takes a block, which has been found free, for regions in it. */
    void enter(long address, long length, List<Region> regions, Object owner) {
        entries.put(address, new Entry(address, length, regions, owner));
        regions.forEach(region -> fill(region, region));
    }

    /** Whose the entry at exactly this address is, or null. */
    Object owner(long address) {
        var entry = entries.get(address);
        return entry == null ? null : entry.owner();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void remove(long address) {
        entries.remove(address).regions().forEach(region -> fill(region, null));
    }

    private void fill(Region where, Region with) {
        var last = page(where.physicalAddress() + where.length() - 1);
        for (var page = page(where.physicalAddress()); page <= last; page++) {
            table(page)[page % PAGES_IN_TABLE] = with;
        }
    }

    private int page(long address) {
        return Math.toIntExact((address - firstAddress) >> pageShift);
    }

    private Region[] table(int page) {
        var index = page / PAGES_IN_TABLE;
        if (index >= directory.length) {
            var grown = Arrays.copyOf(directory, index + 1);
            for (var i = directory.length; i < grown.length; i++) {
                grown[i] = new Region[PAGES_IN_TABLE];
            }
            directory = grown;
        }
        return directory[index];
    }

    /** What lies at an address, or null. Takes no lock. */
    Region find(long address) {
        var tables = directory;
        var page = (address - firstAddress) >> pageShift;
        if (address < firstAddress || page >= (long) tables.length * PAGES_IN_TABLE) {
            return null;
        }
        var region = tables[(int) (page / PAGES_IN_TABLE)][(int) (page % PAGES_IN_TABLE)];
        return region == null || address >= region.physicalAddress() + region.length() ? null : region;
    }
}
