// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.runtime.convert.Rate;

/**
 * Which frame of the stream is heard when a device plays its frame of some number. A seam is where the two counts were set side by
 * side; from there on the rates tell. Used by the pump alone; a fixed number of seams.
 */
final class Seams {
    private static final int CAPACITY = 64;

    private final Rate toStream;
    private final long[] numbers = new long[CAPACITY];
    private final long[] frames = new long[CAPACITY];
    private int head;
    private int size;

    Seams(Rate toStream) {
        this.toStream = toStream;
    }

    /** All before is forgotten. */
    void restart(long number, long frame) {
        size = 0;
        add(number, frame);
    }

    /** Whether another seam finds room, if what lies before a number is not asked for any more. */
    boolean accepts(long needed) {
        return size < CAPACITY || numbers[slot(1)] <= needed;
    }

    void add(long number, long frame) {
        if (size == CAPACITY) {
            head = slot(1);
            size--;
        }
        var slot = slot(size++);
        numbers[slot] = number;
        frames[slot] = frame;
    }

    /** The number at the last seam. */
    long number() {
        return numbers[slot(size - 1)];
    }

    /** The stream's frame at the last seam. */
    long frame() {
        return frames[slot(size - 1)];
    }

    /** The first frame of the stream that is not heard before the device plays that number. */
    long streamFrame(long number) {
        var i = size - 1;
        while (i > 0 && numbers[slot(i)] > number) {
            i--;
        }
        return frames[slot(i)] + toStream.ceil(number - numbers[slot(i)]);
    }

    private int slot(int i) {
        return (head + i) % CAPACITY;
    }
}
