// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;

/** All chance of a life. The generator is spelled out, so that a seed means the same on every Java. */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** Dice of its own for a part, so that one part's throws do not shift another's. */
    Dice fork() {
        return new Dice(next());
    }

    private long next() {
        state += GOLDEN;
        var mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** From the least to the most, both included. */
    long between(long least, long most) {
        return least + Long.remainderUnsigned(next(), most - least + 1);
    }

    boolean oneIn(int chances) {
        return below(chances) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    int pick(int... choices) {
        return choices[below(choices.length)];
    }
}
