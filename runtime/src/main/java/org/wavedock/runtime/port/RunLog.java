// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/**
 * What a device has passed, on its way from the pump to the account: pieces of runs, one writer, one reader, no lock.
 *
 * <p>A full log refuses; the pin then confirms later, and nothing goes uncounted.
 */
public final class RunLog {
    private static final int CAPACITY = 256;
    private static final int COLUMNS = 3;

    /** Takes the pieces out. */
    @FunctionalInterface
    public interface Reader {
        /**
         * A piece.
         *
         * @param deviceFrame where on the device's timeline
         * @param streamFrame the first frame of the stream
         * @param frames how many
         * @param confirmed whether the device surely passed them
         */
        void piece(long deviceFrame, long streamFrame, long frames, boolean confirmed);
    }

    private final long[] slots = new long[CAPACITY * COLUMNS];
    private volatile long head;
    private volatile long tail;
    private long unlisted;

    /** Adds a piece; unconfirmed ones travel as negative counts. The pump's side. */
    boolean offer(long deviceFrame, long streamFrame, long frames, boolean confirmed) {
        var at = tail;
        if (at - head == CAPACITY) {
            return false;
        }
        var slot = (int) (at % CAPACITY) * COLUMNS;
        slots[slot] = deviceFrame;
        slots[slot + 1] = streamFrame;
        slots[slot + 2] = confirmed ? frames : -frames;
        tail = at + 1;
        return true;
    }

    /** Whether the next {@link #offer} will be taken. */
    boolean hasRoom() {
        return tail - head < CAPACITY;
    }

    /** Adds a repetition or a doubt; if there is no room, at least the number of frames. */
    void offerOrCount(long deviceFrame, long streamFrame, long frames, boolean confirmed) {
        if (!offer(deviceFrame, streamFrame, frames, confirmed)) {
            unlisted += frames;
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
            var frames = slots[slot + 2];
            reader.piece(slots[slot], slots[slot + 1], Math.abs(frames), frames > 0);
        }
        head = to;
    }
}
