// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.BusAddressSpace.Paging;
import org.wavedock.portcls.Mapping;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** A queue over memory on a bus, and a stream that takes what it is told to. */
abstract class PacketRig {
    static final int MEMORY = 200_000;

    record Done(Packet packet, Reason reason, long bytes) {}

    record Piece(long address, int offset, int bytes, boolean last) {}

    final FakePciStream stream = new FakePciStream();
    final List<Done> done = new ArrayList<>();
    final ByteBuffer memory = ByteBuffer.allocateDirect(MEMORY);
    BusAddressSpace bus;
    PageMap pages;
    PacketQueue queue;

    PacketRig() {
        use(new Paging(4096, 1));
        start(false);
    }

    void use(Paging paging) {
        bus = new BusAddressSpace(1 << 24, 1L << 32, paging);
        try {
            pages = new PageMap(bus.getScatterGatherList(memory));
        } catch (AudioException e) {
            throw new AssertionError(e);
        }
    }

    void start(boolean capture) {
        queue = new PacketQueue(capture, 64);
        queue.bind(null, stream);
        queue.open();
    }

    Packet submit(int offset, int length) {
        return submit(offset, length, false);
    }

    Packet submit(int offset, int length, boolean looped) {
        var packet = new Packet(pages, (which, reason, bytes) -> done.add(new Done(which, reason, bytes)))
                .fill(offset, length, looped);
        assertThat(queue.submit(packet)).isTrue();
        return packet;
    }

    Piece take(long tag) {
        var mapping = new Mapping();
        assertThat(queue.getMapping(tag, mapping)).isTrue();
        return new Piece(mapping.physicalAddress(), mapping.virtualOffset(), mapping.byteCount(), mapping.last());
    }

    List<Piece> takeAll() {
        var pieces = new ArrayList<Piece>();
        var mapping = new Mapping();
        while (queue.getMapping(pieces.size(), mapping)) {
            pieces.add(
                    new Piece(mapping.physicalAddress(), mapping.virtualOffset(), mapping.byteCount(), mapping.last()));
        }
        return pieces;
    }

    boolean isEmpty() {
        return !queue.getMapping(99, new Mapping());
    }

    void fillMemory() {
        var random = new Random(3);
        for (var i = 0; i < MEMORY; i++) {
            memory.put(i, (byte) random.nextInt());
        }
    }
}
