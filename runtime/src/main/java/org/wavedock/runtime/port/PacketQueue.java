// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.IPreFetchOffset;
import org.wavedock.portcls.Mapping;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;

/**
 * The packets of one pin as the miniport sees them: mappings in stream order, cut where the client's memory is not contiguous for the
 * device.
 *
 * <p>One thread submits. All else is called by one thread at a time, which is the service thread while the stream runs. Nothing
 * blocks, allocates or locks.
 */
public final class PacketQueue extends CUnknown implements IPortWavePciStream, IPreFetchOffset {
    /** The mappings that a miniport can have at once; a looped packet of one page would give it any number. */
    static final int MAX_MAPPINGS_OUT = 1024;

    private static final int NOT_FIXED = -1;

    private final boolean capture;
    private final Packet[] slots;
    private final MappingsOut out = new MappingsOut(MAX_MAPPINGS_OUT);
    private IMiniportWavePci miniport;
    private IMiniportWavePciStream stream;
    private volatile long head;
    private volatile long tail;
    private volatile int preFetchOffset = NOT_FIXED;
    /** The packet that the next mapping comes from. */
    private long at;

    private boolean open;
    private boolean owed;
    private long mappedBytes;
    private long releasedBytes;
    /** Capture: the bytes in all packets that have been completed. */
    private long completedBytes;

    /**
     * An empty queue.
     *
     * @param capture whether the device writes into the packets
     * @param capacity the most packets that can wait, or be under way, at once
     */
    public PacketQueue(boolean capture, int capacity) {
        this.capture = capture;
        slots = new Packet[capacity];
    }

    /** Says whose mappings they are; once, before any packet is submitted. */
    public void bind(IMiniportWavePci owner, IMiniportWavePciStream miniportStream) {
        miniport = owner;
        stream = miniportStream;
    }

    // ---- who submits

    /**
     * Adds a packet. It is the queue's until it is completed.
     *
     * @return false if there is no room
     */
    public boolean submit(Packet packet) {
        var end = tail;
        if (end - head == slots.length) {
            return false;
        }
        slots[slot(end)] = packet;
        tail = end + 1;
        return true;
    }

    // ---- the port

    /** From now on mappings are handed out: the stream leaves STOP. */
    public void open() {
        open = true;
    }

    /** Tells the miniport that there is a mapping, if it asked in vain before. */
    public void announce() {
        if (owed && hasMapping()) {
            owed = false;
            stream.mappingAvailable();
        }
    }

    /** Bytes handed out since the stream started, without those that were taken back unused. */
    public long mappedBytes() {
        return mappedBytes;
    }

    /** Bytes given back since the stream started. */
    public long releasedBytes() {
        return releasedBytes;
    }

    /** The fixed distance from play to write position, bytes; -1 if there is none. Any thread. */
    public int preFetchOffset() {
        return preFetchOffset;
    }

    /** How many packets are here. Any thread; exact only where none comes or goes. */
    public int size() {
        return (int) (tail - head);
    }

    /** Capture leaves RUN for STOP: what the packet that is being filled has by now goes to the client. */
    public void endCapture() {
        if (capture) {
            endFilling();
        }
    }

    /** The stream is in STOP: every mapping is taken back, looped packets are complete, all others are cancelled. */
    public void stop() {
        open = false;
        owed = false;
        revoke(0, out.size());
        for (var i = head; i < tail; i++) {
            var packet = slots[slot(i)];
            if (!packet.done) {
                packet.complete(packet.isLooped() ? null : Reason.CANCELLED, packet.released);
            }
        }
        retire();
        at = head;
        mappedBytes = 0;
        releasedBytes = 0;
        completedBytes = 0;
    }

    /**
     * Takes one packet back, with the mappings of it that are out.
     *
     * @return false if it is not here any more
     */
    public boolean cancel(Packet packet) {
        if (packet.done || !holds(packet)) {
            return false;
        }
        var passed = filled(packet);
        var first = firstOf(packet);
        if (first < out.size()) {
            revoke(first, packet.out);
        }
        end(packet, passed, Reason.CANCELLED);
        return true;
    }

    /** Bytes of a packet that the device has done with; for capture also what it has recorded of a mapping that is still out. */
    private long filled(Packet packet) {
        if (!capture || packet != slots[slot(head)]) {
            return packet.released;
        }
        var handedOut = packet.released + bytesOut(packet);
        return Math.max(packet.released, Math.min(recordedBytes(), handedOut));
    }

    /** Bytes recorded since the packet began that is being filled; none if the device is gone. */
    private long recordedBytes() {
        try {
            return stream.getPosition() - completedBytes;
        } catch (DeviceRemovedException e) {
            return 0;
        }
    }

    /** The packet ends with so many bytes, whatever has been given back. */
    private void end(Packet packet, long bytes, Reason reason) {
        mappedBytes += bytes - packet.released;
        releasedBytes += bytes - packet.released;
        completedBytes += bytes;
        packet.released = bytes;
        packet.ended = true;
        packet.complete(reason, bytes);
        retire();
    }

    private boolean holds(Packet packet) {
        for (var i = head; i < tail; i++) {
            if (slots[slot(i)] == packet) {
                return true;
            }
        }
        return false;
    }

    // ---- the miniport

    @Override
    public boolean getMapping(long tag, Mapping mapping) {
        Check.requireNoLock(miniport, stream, "getMapping");
        if (!open) {
            return false;
        }
        if (out.isFull() || !hasMapping()) {
            owed = true;
            return false;
        }
        var packet = slots[slot(at)];
        var offset = packet.offset() + packet.mapped;
        var bytes = packet.memory().contiguous(offset, packet.length() - packet.mapped);
        var last = packet.mapped + bytes == packet.length();
        mapping.set(packet.memory().address(offset), packet.memory().memory(), offset, bytes, last);
        out.add(tag, packet, bytes);
        mappedBytes += bytes;
        packet.mapped = last && packet.isLooped() ? 0 : packet.mapped + bytes;
        return true;
    }

    /** Goes on to the next packet that has something to hand out. */
    private boolean hasMapping() {
        while (at < tail) {
            var packet = slots[slot(at)];
            if (!packet.ended && packet.mapped < packet.length()) {
                return !out.isFull();
            }
            at++;
        }
        return false;
    }

    @Override
    public Reason releaseMapping(long tag) {
        Check.requireNoLock(miniport, stream, "releaseMapping");
        if (out.isEmpty()) {
            return Reason.NOT_FOUND;
        }
        if (out.tag(0) != tag) {
            return Reason.INVALID_PARAMETER;
        }
        var packet = out.packet(0);
        var bytes = out.bytes(0);
        out.removeFirst();
        packet.released += bytes;
        releasedBytes += bytes;
        completeIfPassed(packet);
        return null;
    }

    private void completeIfPassed(Packet packet) {
        var allMapped = packet.ended || !packet.isLooped() && packet.mapped == packet.length();
        if (allMapped && packet.out == 0 && !packet.done) {
            completedBytes += packet.released;
            packet.complete(null, packet.released);
            retire();
        }
    }

    @Override
    public Reason terminatePacket() {
        Check.requireNoLock(miniport, stream, "terminatePacket");
        return capture ? endFilling() : endMapping();
    }

    /** Render: what has not been handed out of the packet is left out. */
    private Reason endMapping() {
        if (!hasMapping() || slots[slot(at)].mapped == 0) {
            return Reason.NOT_FOUND;
        }
        var packet = slots[slot(at)];
        packet.ended = true;
        completeIfPassed(packet);
        return null;
    }

    /** Capture: the oldest packet is the one that is being filled; its true length is what was recorded since it began. */
    private Reason endFilling() {
        if (out.isEmpty() && (head == tail || slots[slot(head)].mapped == 0)) {
            return Reason.NOT_FOUND;
        }
        var packet = slots[slot(head)];
        var passed = filled(packet);
        revoke(0, packet.out);
        end(packet, passed, null);
        return null;
    }

    private long bytesOut(Packet packet) {
        var sum = 0L;
        for (var i = 0; i < packet.out; i++) {
            sum += out.bytes(i);
        }
        return sum;
    }

    private int firstOf(Packet packet) {
        var i = 0;
        while (i < out.size() && out.packet(i) != packet) {
            i++;
        }
        return i;
    }

    /** Takes mappings back from the miniport; they are not counted as handed out any more. */
    private void revoke(int from, int count) {
        if (count == 0) {
            return;
        }
        stream.revokeMappings(out.tag(from), out.tag(from + count - 1));
        for (var i = from; i < from + count; i++) {
            mappedBytes -= out.bytes(i);
        }
        out.remove(from, count);
    }

    /** Lets go of the packets in front that are done. */
    private void retire() {
        var first = head;
        while (first < tail && slots[slot(first)].done) {
            slots[slot(first)] = null;
            first++;
        }
        head = first;
        at = Math.max(at, first);
    }

    private int slot(long index) {
        return (int) (index % slots.length);
    }

    // ---- the rest

    @Override
    public void setPreFetchOffset(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("prefetch offset is " + bytes + " bytes, expected 0 or more");
        }
        preFetchOffset = bytes;
    }

    @Override
    protected void destroy() {
        // The packets are their owners'.
    }
}
