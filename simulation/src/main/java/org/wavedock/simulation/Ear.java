// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import org.wavedock.wave.Encoding;

/**
 * What one substream of a device was heard to play, word by word, and which of it the streams' ledgers account for. If streams share it,
 * no word can be told from another: there it is held against the sum of what the ledgers say.
 */
final class Ear {
    private final Gear gear;
    private final int substream;
    private int[] words = new int[1 << 12];
    private int count;
    private final BitSet explained = new BitSet();
    /** Null where each stream has a substream of its own. */
    private final Sum sum;

    Ear(Gear gear, int substream) {
        this.gear = gear;
        this.substream = substream;
        sum = gear.isShared() ? new Sum() : null;
    }

    Gear gear() {
        return gear;
    }

    int substream() {
        return substream;
    }

    int count() {
        return count;
    }

    /** What was heard there, 0 for silence; -1 if nothing was heard yet. */
    int word(long at) {
        return at < count ? words[(int) at] : -1;
    }

    /** Listens to what is new; each word goes to the stream it is from. */
    void listen(IntFunction<RenderAudit> streams) {
        if (gear.heardFrames(substream) == count) {
            return;
        }
        var fresh = ByteBuffer.wrap(gear.heard(substream, count))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        var from = count;
        if (count + fresh.remaining() > words.length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, count + fresh.remaining()));
        }
        count += fresh.remaining();
        fresh.get(words, from, fresh.remaining());
        for (var i = from; sum == null && i < count; i++) {
            if (words[i] != 0) {
                streams.apply(Ether.streamOf(words[i])).heard(this, Ether.frameOf(words[i]));
            }
        }
    }

    void explain(long from, long to) {
        explained.set((int) from, (int) to);
    }

    boolean isShared() {
        return sum != null;
    }

    /** A ledger says that a word was heard here, among others'. */
    void add(long at, int word, Encoding encoding) {
        sum.add((int) at, word, encoding);
    }

    void doubt(long from, long to) {
        sum.doubt(from, to);
    }

    /** What should have been heard there, according to the ledgers. */
    int expected(int at) {
        return sum == null ? 0 : sum.expected(at);
    }

    /** Whoever has just stopped counts what the device still has as heard; now it is lost. */
    void lose() {
        if (sum != null) {
            sum.doubt(count, count + gear.owedFrames());
        }
    }

    /** The first place where something was heard that no ledger knows of, or that is not the sum of them; or -1. */
    int firstUnexplained() {
        if (sum != null) {
            return sum.firstWrong(words, count);
        }
        for (var i = explained.nextClearBit(0); i < count; i = explained.nextClearBit(i + 1)) {
            if (words[i] != 0) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return gear.name() + "/" + substream;
    }
}
