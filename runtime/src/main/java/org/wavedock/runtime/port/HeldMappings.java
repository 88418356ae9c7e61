// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.Mapping;

/**
 * The mappings that somebody who copies has taken from a port, as one run of bytes that are numbered from the start of the stream.
 * Used by one thread; nothing is allocated after it was made.
 */
final class HeldMappings {
    private static final int CAPACITY = PacketQueue.MAX_MAPPINGS_OUT;

    private final IPortWavePciStream port;
    private final Mapping next = new Mapping();
    private final ByteBuffer[] memories = new ByteBuffer[CAPACITY];
    private final int[] offsets = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final long[] starts = new long[CAPACITY];
    private final boolean[] revoked = new boolean[CAPACITY];
    /** Mappings are numbered, and their numbers are their tags. */
    private long first;

    private long end;
    private long bytes;

    HeldMappings(IPortWavePciStream port) {
        this.port = port;
    }

    /** The first byte that has not been taken. */
    long bytes() {
        return bytes;
    }

    /** Takes mappings until all bytes up to one are held, or there are no more. */
    void take(long upTo) {
        while (bytes < upTo && end - first < CAPACITY && port.getMapping(end, next)) {
            var slot = slot(end++);
            memories[slot] = next.virtualAddress();
            offsets[slot] = next.virtualOffset();
            lengths[slot] = next.byteCount();
            starts[slot] = bytes;
            revoked[slot] = false;
            bytes += next.byteCount();
            next.clear();
        }
    }

    /** Gives back the mappings that lie before a byte. */
    void release(long upTo) {
        while (first < end && starts[slot(first)] + lengths[slot(first)] <= upTo) {
            var slot = slot(first);
            memories[slot] = null;
            var tag = first++;
            if (!revoked[slot]) {
                port.releaseMapping(tag);
            }
        }
    }

    /**
     * Forgets mappings, but for what has been used of them.
     *
     * @param used the first byte that has not been used; what lies behind it moves up
     * @return how many they were
     */
    int revoke(long firstTag, long lastTag, long used) {
        var count = 0;
        var gone = 0L;
        for (var tag = Math.max(firstTag, first); tag < end; tag++) {
            var slot = slot(tag);
            starts[slot] -= gone;
            if (tag <= lastTag && !revoked[slot]) {
                var kept = (int) Math.max(0, Math.min(lengths[slot], used - starts[slot]));
                gone += lengths[slot] - kept;
                lengths[slot] = kept;
                revoked[slot] = true;
                count++;
            }
        }
        bytes -= gone;
        return count;
    }

    /** Nothing is held, and the bytes begin at 0 again; all mappings have been revoked. */
    void clear() {
        while (first < end) {
            memories[slot(first++)] = null;
        }
        bytes = 0;
    }

    /** The mapping that a byte is in; it is held. */
    private int slotOf(long at) {
        var low = first;
        var high = end - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (starts[slot(middle)] <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return slot(low);
    }

    /** The memory of a byte that is held. */
    ByteBuffer memory(long at) {
        return memories[slotOf(at)];
    }

    /** Where in its memory the byte is. */
    int offset(long at) {
        var slot = slotOf(at);
        return offsets[slot] + (int) (at - starts[slot]);
    }

    /** How many of the wanted bytes lie in one piece. */
    int contiguous(long at, int wanted) {
        var slot = slotOf(at);
        return (int) Math.min(wanted, starts[slot] + lengths[slot] - at);
    }

    private static int slot(long number) {
        return (int) (number % CAPACITY);
    }
}
