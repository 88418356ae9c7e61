// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.Arrays;
import java.util.BitSet;
import org.wavedock.wave.Encoding;

/** What the ledgers of all streams together say a shared substream played, frame by frame. */
final class Sum {
    /** Two samples of 16 bits to a frame, or one of 32 in the first of the two. */
    private static final int PLACES = 2;

    private long[] sums = new long[1 << 12];
    private int end;
    private final BitSet narrow = new BitSet();
    private final BitSet doubtful = new BitSet();

    /** A ledger says that it was heard there. */
    void add(int at, int word, Encoding encoding) {
        if (PLACES * (at + 1) > sums.length) {
            sums = Arrays.copyOf(sums, PLACES * Math.max(at + 1, sums.length));
        }
        end = Math.max(end, at + 1);
        if (encoding == Encoding.S16) {
            narrow.set(at);
            sums[PLACES * at] += (short) word;
            sums[PLACES * at + 1] += word >> Short.SIZE;
        } else {
            sums[PLACES * at] += word;
        }
    }

    /** Nobody can say what was heard from there to there. */
    void doubt(long from, long to) {
        doubtful.set((int) from, (int) to);
    }

    /** The first place of so many where something else was heard, or that was not heard at all; or -1. */
    int firstWrong(int[] words, int count) {
        for (var at = doubtful.nextClearBit(0); at < Math.max(count, end); at = doubtful.nextClearBit(at + 1)) {
            if (at >= count || words[at] != expected(at)) {
                return at;
            }
        }
        return -1;
    }

    /** The sum, limited once. */
    int expected(int at) {
        if (at >= end) {
            return 0;
        }
        var first = sums[PLACES * at];
        if (!narrow.get(at)) {
            return (int) limited(first, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        var second = sums[PLACES * at + 1];
        return (int) limited(second, Short.MIN_VALUE, Short.MAX_VALUE) << Short.SIZE
                | (int) limited(first, Short.MIN_VALUE, Short.MAX_VALUE) & 0xFFFF;
    }

    private static long limited(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }
}
