// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/**
 * What a device has passed, on its way from the pump to the account: pieces of runs, one writer, one reader, no lock.
 *
 * <p>A full log refuses; the pin then confirms later, and nothing goes uncounted.
 */
public final class RunLog {
    private static final int CAPACITY = 256;
    private static final int COLUMNS = 4;

    /** Takes the pieces out. */
    @FunctionalInterface
    public interface Reader {
        /**
         * A piece.
         *
         * @param deviceFrame where on the device's timeline
         * @param deviceFrames how many there
         * @param streamFrame the first frame of the stream
         * @param frames how many of the stream; as many as there, if the device has the stream's rate
         * @param confirmed whether the device surely passed them
         */
        void piece(long deviceFrame, long deviceFrames, long streamFrame, long frames, boolean confirmed);
    }

    /** What a pin's frame numbers mean in the stream. The pump's side; hot path. */
    interface Numbering {
        /** The first frame of the stream that is not heard before the device plays the frame of that number. */
        long streamFrame(long number);

        /** These are on record now. */
        default void passed(long number, long frames) {
            // Most do not care.
        }
    }

    private final long[] slots = new long[CAPACITY * COLUMNS];
    private volatile long head;
    private volatile long tail;
    private long unlisted;
    private Numbering numbering = number -> number;

    /** From now on numbers mean something else. Before the pump has it. */
    void countBy(Numbering other) {
        numbering = other;
    }

    /** Adds a piece; unconfirmed ones travel as negative counts. The pump's side. */
    boolean offer(long deviceFrame, long number, long frames, boolean confirmed) {
        var at = tail;
        if (at - head == CAPACITY) {
            return false;
        }
        var slot = (int) (at % CAPACITY) * COLUMNS;
        slots[slot] = deviceFrame;
        slots[slot + 1] = confirmed ? frames : -frames;
        slots[slot + 2] = numbering.streamFrame(number);
        slots[slot + 3] = numbering.streamFrame(number + frames) - slots[slot + 2];
        numbering.passed(number, frames);
        tail = at + 1;
        return true;
    }

    /** Whether the next {@link #offer} will be taken. */
    boolean hasRoom() {
        return tail - head < CAPACITY;
    }

    /** Adds a repetition or a doubt; if there is no room, at least the number of frames. */
    void offerOrCount(long deviceFrame, long number, long frames, boolean confirmed) {
        if (!offer(deviceFrame, number, frames, confirmed)) {
            unlisted += numbering.streamFrame(number + frames) - numbering.streamFrame(number);
        }
    }

    /** Frames that were repeated, or may have been, and are in no piece. Read by the account when the pump has let go. */
    public long unlisted() {
        return unlisted;
    }

    /**
     * Takes out all that is there. One thread at a time.
     *
     * @param reader gets the pieces in order
     */
    public void drainTo(Reader reader) {
        var to = tail;
        for (var at = head; at < to; at++) {
            var slot = (int) (at % CAPACITY) * COLUMNS;
            var frames = slots[slot + 1];
            reader.piece(slots[slot], Math.abs(frames), slots[slot + 2], slots[slot + 3], frames > 0);
        }
        head = to;
    }
}
