// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.BitSet;

/** Which frames of a stream were heard, and how many of them again. */
final class Coverage {
    private final BitSet heard = new BitSet();
    private long repeats;

    void hear(int frame) {
        if (heard.get(frame)) {
            repeats++;
        } else {
            heard.set(frame);
        }
    }

    /** Of a device that was given up: on no record if it was heard before. */
    void overhear(int frame) {
        heard.set(frame);
    }

    long repeats() {
        return repeats;
    }

    long missing(long written) {
        return written - heard.get(0, (int) written).cardinality();
    }

    int firstMissing() {
        return heard.nextClearBit(0);
    }
}
