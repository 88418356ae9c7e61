// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.wavedock.dma.ScatterGatherList;

/** Client memory as a device sees it, prepared for the hot path: where a byte is on the bus, and how far it goes on from there. */
public final class PageMap {
    /** portcls' historical limit of one mapping. */
    private static final int MAX_PAGES = 16;

    private final ByteBuffer memory;
    private final int[] starts;
    private final long[] addresses;
    private final int pageSize;

    /**
     * A map of a list.
     *
     * @param list how the memory lies
     */
    public PageMap(ScatterGatherList list) {
        memory = list.memory();
        pageSize = list.pageSize();
        var count = list.elements().size();
        starts = new int[count + 1];
        addresses = new long[count];
        for (var i = 0; i < count; i++) {
            var element = list.elements().get(i);
            addresses[i] = element.physicalAddress();
            starts[i + 1] = starts[i] + element.length();
        }
    }

    ByteBuffer memory() {
        return memory;
    }

    /** The bus address of a byte of the memory. */
    long address(int offset) {
        var run = run(offset);
        return addresses[run] + (offset - starts[run]);
    }

    /** How many of the wanted bytes one mapping can have from a byte on. */
    int contiguous(int offset, int wanted) {
        var run = run(offset);
        var inPage = (int) (address(offset) & (pageSize - 1));
        var limit = (long) MAX_PAGES * pageSize - inPage;
        return (int) Math.min(limit, Math.min(wanted, starts[run + 1] - offset));
    }

    private int run(int offset) {
        var at = Arrays.binarySearch(starts, offset);
        return at >= 0 ? at : -at - 2;
    }
}
