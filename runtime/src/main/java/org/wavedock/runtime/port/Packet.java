// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.Reason;

/**
 * A piece of a client's memory on its way through a pin: what portcls gets as a mapping IRP. Filled by who submits it, then the
 * {@link PacketQueue}'s until it is completed; after that it can be filled and submitted again.
 */
public final class Packet {
    /** Told that a packet is done. */
    @FunctionalInterface
    public interface Completion {
        /**
         * The packet is the client's again. Called on the service thread, or on the thread that stops or cancels.
         *
         * @param packet which
         * @param reason null if all is well, {@code CANCELLED} if it was taken back
         * @param bytes how many of its bytes the device has passed; of a looped packet, of all rounds together
         */
        void completed(Packet packet, Reason reason, long bytes);
    }

    private final PageMap memory;
    private final Completion completion;
    private int offset;
    private int length;
    private boolean looped;

    /** Bytes handed out as mappings in this round. */
    int mapped;
    /** Bytes given back, in all rounds. */
    long released;
    /** Mappings handed out and not given back. */
    int out;
    /** No more of it is handed out. */
    boolean ended;
    /** It has been completed. */
    boolean done;

    /**
     * A packet of a memory.
     *
     * @param memory the client's memory
     * @param completion who is told
     */
    public Packet(PageMap memory, Completion completion) {
        this.memory = memory;
        this.completion = completion;
    }

    /**
     * Says which bytes it is about.
     *
     * @param newOffset the first byte, in the memory
     * @param newLength bytes, 1 or more
     * @param isLooped whether it begins again at its end until the stream stops
     * @return this
     */
    public Packet fill(int newOffset, int newLength, boolean isLooped) {
        offset = newOffset;
        length = newLength;
        looped = isLooped;
        mapped = 0;
        released = 0;
        out = 0;
        ended = false;
        done = false;
        return this;
    }

    /** The first byte, in the client's memory. */
    public int offset() {
        return offset;
    }

    /** Bytes of one round. */
    public int length() {
        return length;
    }

    /** Whether it begins again at its end. */
    public boolean isLooped() {
        return looped;
    }

    PageMap memory() {
        return memory;
    }

    void complete(Reason reason, long bytes) {
        done = true;
        completion.completed(this, reason, bytes);
    }
}
