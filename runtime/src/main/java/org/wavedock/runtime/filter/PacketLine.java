// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.ArrayDeque;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.wave.Reason;

/** The packets of a WaveCyclic pin, oldest first. Used by whoever is inside the pin. */
class PacketLine {
    /** More than anybody has under way: the line itself is not to be allocated on the hot path. */
    private static final int USUAL = 64;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>(USUAL);
    private final Callbacks callbacks;
    private final boolean looped;
    private long waiting;
    private long through;
    private long loopStart;
    private int loop;

    PacketLine(Callbacks callbacks, boolean looped) {
        this.callbacks = callbacks;
        this.looped = looped;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isLooped() {
        return looped;
    }

    /** Bytes that have not gone through; of a looped packet there is no end. */
    long waiting() {
        return looped && !entries.isEmpty() ? Integer.MAX_VALUE : waiting;
    }

    /** Bytes that went through since the stream was stopped. */
    long through() {
        return through;
    }

    /** The length of the looped packet, bytes; the last one's, if none is here. */
    int loop() {
        return loop;
    }

    /** Where in the stream the looped packet began. */
    long loopStart() {
        return loopStart;
    }

    void add(StreamPacket packet) {
        entries.add(new Entry(packet));
        waiting += packet.length();
        if (looped) {
            loop = packet.length();
            loopStart = through;
        }
    }

    boolean holds(StreamPacket packet) {
        for (var entry : entries) {
            if (entry.packet == packet) {
                return true;
            }
        }
        return false;
    }

    /** The packet whose turn it is. */
    Entry first() {
        return entries.peek();
    }

    /** Bytes of the first packet have gone through; with the last of them it completes, or begins again. */
    void passed(int bytes) {
        var entry = entries.element();
        entry.done += bytes;
        entry.total += bytes;
        through += bytes;
        waiting -= bytes;
        if (entry.left() > 0) {
            return;
        }
        if (looped) {
            entry.done = 0;
            waiting += entry.packet.length();
        } else {
            entries.remove();
            callbacks.completed(entry, null);
        }
    }

    boolean cancel(StreamPacket packet) {
        for (var entry : entries) {
            if (entry.packet == packet) {
                entries.remove(entry);
                complete(entry, Reason.CANCELLED);
                return true;
            }
        }
        return false;
    }

    void cancelAll() {
        for (var entry = entries.poll(); entry != null; entry = entries.poll()) {
            complete(entry, Reason.CANCELLED);
        }
    }

    /**
     * The stream is in STOP.
     *
     * @param partial whether a packet that has been begun is complete: a captured one, which has its bytes
     */
    void stop(boolean partial) {
        var entry = entries.peek();
        if (entry != null && (looped || partial && entry.done > 0)) {
            entries.remove();
            complete(entry, null);
        }
        cancelAll();
        through = 0;
        loopStart = 0;
    }

    private void complete(Entry entry, Reason reason) {
        waiting -= entry.left();
        callbacks.completed(entry, reason);
    }
}
