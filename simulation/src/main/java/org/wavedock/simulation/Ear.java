// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;

/** What one substream of a device was heard to play, word by word, and which of it the streams' ledgers account for. */
final class Ear {
    private final Gear gear;
    private final int substream;
    private int[] words = new int[1 << 12];
    private int count;
    private final BitSet explained = new BitSet();

    Ear(Gear gear, int substream) {
        this.gear = gear;
        this.substream = substream;
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
        for (var i = from; i < count; i++) {
            if (words[i] != 0) {
                streams.apply(Ether.streamOf(words[i])).heard(this, Ether.frameOf(words[i]));
            }
        }
    }

    void explain(long from, long to) {
        explained.set((int) from, (int) to);
    }

    /** The first place where something was heard that no ledger knows of, or -1. */
    int firstUnexplained() {
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
