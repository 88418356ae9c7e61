// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.util.concurrent.atomic.AtomicLong;

/** Empty chunks on their way from the thread that empties them to the one that fills them; lock-free, one thread each. */
final class ChunkPool {
    private final Chunk[] slots;
    private final int chunkBytes;
    private final int reserve;
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private int existing;

    /**
     * An empty pool.
     *
     * @param limit the most chunks that may exist, a power of two
     * @param reserve how many the emptying thread keeps ready
     */
    ChunkPool(int chunkBytes, int limit, int reserve) {
        this.slots = new Chunk[limit];
        this.chunkBytes = chunkBytes;
        this.reserve = reserve;
    }

    /** Filling thread: an empty chunk, or null if none is ready. */
    Chunk take() {
        var index = taken.get();
        if (index == given.get()) {
            return null;
        }
        var slot = (int) index & slots.length - 1;
        var chunk = slots[slot];
        slots[slot] = null;
        taken.set(index + 1);
        return chunk;
    }

    /** Filling thread: whether it is time to call for more. */
    boolean isLow() {
        return ready() < reserve / 2;
    }

    /** Emptying thread: makes chunks until the reserve is there or the limit reached. */
    void stock() {
        while (ready() < reserve && existing < slots.length) {
            existing++;
            give(new Chunk(chunkBytes));
        }
    }

    /** Emptying thread: takes a chunk back, or drops it if there are more than enough. */
    void giveBack(Chunk chunk) {
        if (ready() >= reserve) {
            existing--;
        } else {
            chunk.recycle();
            give(chunk);
        }
    }

    private long ready() {
        return given.get() - taken.get();
    }

    private void give(Chunk chunk) {
        var index = given.get();
        slots[(int) index & slots.length - 1] = chunk;
        given.set(index + 1);
    }
}
