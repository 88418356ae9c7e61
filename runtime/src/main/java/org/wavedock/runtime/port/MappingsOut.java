// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/** The mappings that a miniport has, oldest first. Used by one thread; nothing is allocated after it was made. */
final class MappingsOut {
    private final long[] tags;
    private final Packet[] packets;
    private final int[] bytes;
    private int head;
    private int size;

    MappingsOut(int capacity) {
        tags = new long[capacity];
        packets = new Packet[capacity];
        bytes = new int[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == tags.length;
    }

    int size() {
        return size;
    }

    long tag(int i) {
        return tags[slot(i)];
    }

    Packet packet(int i) {
        return packets[slot(i)];
    }

    int bytes(int i) {
        return bytes[slot(i)];
    }

    void add(long tag, Packet packet, int byteCount) {
        var slot = slot(size++);
        tags[slot] = tag;
        packets[slot] = packet;
        bytes[slot] = byteCount;
        packet.out++;
    }

    /** Takes out the oldest one. */
    void removeFirst() {
        packets[head].out--;
        packets[head] = null;
        head = (head + 1) % tags.length;
        size--;
    }

    /** Takes out some in the middle; those behind them move up. */
    void remove(int from, int count) {
        for (var i = from; i < from + count; i++) {
            packet(i).out--;
        }
        for (var i = from; i + count < size; i++) {
            var to = slot(i);
            var source = slot(i + count);
            tags[to] = tags[source];
            packets[to] = packets[source];
            bytes[to] = bytes[source];
        }
        for (var i = size - count; i < size; i++) {
            packets[slot(i)] = null;
        }
        size -= count;
    }

    private int slot(int i) {
        return (head + i) % tags.length;
    }
}
