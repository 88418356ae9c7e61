// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.IDmaChannel;

/**
 * The list of what a bus master is to fetch or store, in the common buffer that miniport and device share: 32 entries in a circle, of
 * which 31 can be in use, as on an AC'97 controller. The miniport writes entries through its channel, the device reads them by their
 * bus address.
 */
final class DescriptorList {
    static final int ENTRIES = 32;
    /** One stays empty: a full circle could not be told from an empty one. */
    static final int USABLE = ENTRIES - 1;

    static final int BYTES = ENTRIES * 16;

    private static final int ENTRY_BYTES = BYTES / ENTRIES;
    private static final int LENGTH_AT = 8;

    private final IDmaChannel channel;
    private final BusAddressSpace.Region shared;
    private final int base;
    private final ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final long[] tags = new long[ENTRIES];
    private int head;
    private int size;
    /** Entries in front that the device has done with. */
    private int done;
    /** Bytes of the next one that it has done with. */
    private int offset;

    private long bytesAhead;

    /** A list in a channel's buffer, which is as long as it has to be. */
    DescriptorList(IDmaChannel channel, BusAddressSpace bus) {
        this.channel = channel;
        shared = bus.find(channel.physicalAddress());
        base = shared.offsetOf(channel.physicalAddress());
    }

    // ---- the miniport's side

    boolean hasRoom() {
        return size < USABLE;
    }

    void add(long tag, long address, int bytes) {
        write(size++, tag, address, bytes);
        bytesAhead += bytes;
    }

    private void write(int index, long tag, long address, int bytes) {
        var slot = slot(index);
        tags[slot] = tag;
        entry.putLong(0, address).putInt(LENGTH_AT, bytes);
        channel.copyTo(slot * ENTRY_BYTES, entry, 0, ENTRY_BYTES);
    }

    boolean isFirstDone() {
        return done > 0;
    }

    /** Takes the first entry out, which is done. */
    long removeFirst() {
        var tag = tags[head];
        head = (head + 1) % ENTRIES;
        size--;
        done--;
        return tag;
    }

    /**
     * Takes entries out wherever they are, from one tag to another; those behind them move up.
     *
     * @return how many they were
     */
    int remove(long firstTag, long lastTag) {
        var from = indexOf(firstTag);
        var to = indexOf(lastTag);
        if (from > to || to == size) {
            return 0;
        }
        for (var i = from; i <= to; i++) {
            bytesAhead -= i < done ? 0 : length(i) - (i == done ? offset : 0);
        }
        if (from <= done && done <= to) {
            offset = 0;
        }
        var count = to - from + 1;
        done -= Math.max(0, Math.min(done, to + 1) - from);
        for (var i = to + 1; i < size; i++) {
            write(i - count, tags[slot(i)], address(i), length(i));
        }
        size -= count;
        return count;
    }

    private int indexOf(long tag) {
        var index = 0;
        while (index < size && tags[slot(index)] != tag) {
            index++;
        }
        return index;
    }

    // ---- the device's side

    /** What it can go on with. */
    long bytesAhead() {
        return bytesAhead;
    }

    /** The bus address of the next byte; there is one. */
    long nextAddress() {
        return address(done) + offset;
    }

    /** How many bytes follow there in the same entry, 1 or more. */
    int nextBytes() {
        return length(done) - offset;
    }

    /** It has done with so many of them. */
    void advance(int bytes) {
        offset += bytes;
        bytesAhead -= bytes;
        if (offset == length(done)) {
            done++;
            offset = 0;
        }
    }

    private long address(int index) {
        return shared.memory().getLong(base + slot(index) * ENTRY_BYTES);
    }

    private int length(int index) {
        return shared.memory().getInt(base + slot(index) * ENTRY_BYTES + LENGTH_AT);
    }

    private int slot(int index) {
        return (head + index) % ENTRIES;
    }
}
