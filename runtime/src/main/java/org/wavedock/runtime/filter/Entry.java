// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.nio.ByteBuffer;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.wave.Reason;

/** A packet on its way through a pin, and then to its completion. */
class Entry {
    final StreamPacket packet;
    /** The packet's memory; where its client's own view ends does not matter. */
    final ByteBuffer memory;
    /** Bytes that went through in this round. */
    int done;
    /** Bytes that went through in all rounds. */
    long total;
    /** Why it completed, or null. */
    Reason reason;
    /** The one that completed after it. */
    volatile Entry next;

    Entry(StreamPacket packet) {
        this.packet = packet;
        memory = packet == null ? null : packet.buffer().duplicate().clear();
    }

    int left() {
        return packet.length() - done;
    }

    /** It has completed, and its client is about to be told. On the pin's own thread. */
    void giveBack() {}
}
