// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/**
 * Which frames of the stream lie where in front of a device's cursor: runs without a gap, in order. Positions are frames since
 * the device started. Used by the pump alone; a fixed number of runs, so that nothing is allocated.
 */
final class RunQueue {
    private static final int CAPACITY = 64;

    private final long[] starts = new long[CAPACITY];
    private final long[] ends = new long[CAPACITY];
    private final long[] streams = new long[CAPACITY];
    private final boolean[] doubtful = new boolean[CAPACITY];
    private final boolean[] replays = new boolean[CAPACITY];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void copyFrom(RunQueue other) {
        head = 0;
        size = other.size;
        for (var i = 0; i < size; i++) {
            starts[i] = other.start(i);
            ends[i] = other.end(i);
            streams[i] = other.stream(i);
            doubtful[i] = other.isDoubtful(i);
            replays[i] = other.isReplay(i);
        }
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Where the i-th run starts; what was taken from the head is gone. */
    long start(int i) {
        return starts[slot(i)];
    }

    long end(int i) {
        return ends[slot(i)];
    }

    /** The frame of the stream at {@link #start}. */
    long stream(int i) {
        return streams[slot(i)];
    }

    /** Whether nobody knows what the cursor meets there; these frames come again in a later run. */
    boolean isDoubtful(int i) {
        return doubtful[slot(i)];
    }

    /** Whether the cursor met there what had been met before: it is on its way to be heard, and not in the ring any more. */
    boolean isReplay(int i) {
        return replays[slot(i)];
    }

    boolean hasRoom() {
        return size < CAPACITY;
    }

    /** Whether a run placed there would find room: as a continuation of the last, or in a slot of its own. */
    boolean accepts(long start, long stream) {
        // One slot is kept for a doubtful run.
        return size < CAPACITY - 1 || continuesLast(start, stream);
    }

    void append(long start, long stream, long frames) {
        if (continuesLast(start, stream)) {
            ends[slot(size - 1)] += frames;
            return;
        }
        add(start, stream, frames);
    }

    void appendDoubtful(long start, long stream, long frames) {
        doubtful[add(start, stream, frames)] = true;
    }

    /** Adds what the cursor met again; false if there is no room. */
    boolean appendReplay(long start, long stream, long frames, boolean isDoubtful) {
        if (!hasRoom()) {
            return false;
        }
        var slot = add(start, stream, frames);
        replays[slot] = true;
        doubtful[slot] = isDoubtful;
        return true;
    }

    private int add(long start, long stream, long frames) {
        var slot = slot(size++);
        starts[slot] = start;
        ends[slot] = start + frames;
        streams[slot] = stream;
        doubtful[slot] = false;
        replays[slot] = false;
        return slot;
    }

    /** Removes frames from the head run. */
    void take(long frames) {
        starts[head] += frames;
        streams[head] += frames;
        if (starts[head] == ends[head]) {
            head = (head + 1) % CAPACITY;
            size--;
        }
    }

    /** Takes back whatever was placed from a position on; it lies in the last run. */
    void truncate(long from) {
        var last = slot(size - 1);
        ends[last] = from;
        if (starts[last] == from) {
            size--;
        }
    }

    private boolean continuesLast(long start, long stream) {
        if (size == 0) {
            return false;
        }
        var last = slot(size - 1);
        return !doubtful[last]
                && !replays[last]
                && ends[last] == start
                && streams[last] + (ends[last] - starts[last]) == stream;
    }

    private int slot(int i) {
        return (head + i) % CAPACITY;
    }
}
