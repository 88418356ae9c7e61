// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.dma.ScatterGatherList;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.runtime.port.Packet;
import org.wavedock.runtime.port.PacketQueue;
import org.wavedock.runtime.port.PageMap;
import org.wavedock.runtime.port.WavePciPort;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A client's stream on a WavePci port: the device is given the packets' own memory. */
final class PciClientPin extends ClientPin {
    /** Packets that can be under way at once. */
    private static final int CAPACITY = 256;
    /** What portcls looks after position events with if the miniport has no group. */
    private static final long PERIOD_NANOS = 20_000_000;

    /** A packet whose memory the device knows, until its client is told. */
    private final class MappedEntry extends Entry {
        private final ScatterGatherList list;
        private final Packet mapped;

        MappedEntry(StreamPacket packet, ScatterGatherList list) {
            super(packet);
            this.list = list;
            port.addRef();
            mapped = new Packet(new PageMap(list), this::completed)
                    .fill(packet.offset(), packet.length(), terms().looped());
        }

        private void completed(Packet which, Reason reason, long bytes) {
            entries.remove(packet);
            total = bytes;
            callbacks().completed(this, reason);
        }

        @Override
        void giveBack() {
            port.unmap(list);
            port.release();
        }
    }

    private final WavePciPort port;
    private final PacketQueue queue;
    /** In the order that they came. */
    private final Map<StreamPacket, MappedEntry> entries = new LinkedHashMap<>(2 * CAPACITY);

    private IMiniportWavePciStream stream;
    private IServiceGroup group;
    private boolean hasOwnClock;
    private AllocatorFraming framing;
    private int loop;
    private long loopStart;

    PciClientPin(Terms terms, WavePciPort port, WaveFormat format) {
        super(terms, format);
        this.port = port;
        queue = new PacketQueue(terms.capture(), CAPACITY);
    }

    @Override
    void open() throws AudioException {
        var opened = port.open(queue, number(), terms().capture(), format());
        port.addRef();
        stream = opened.stream();
        queue.bind(port.miniport(), stream);
        group = opened.serviceGroup();
        hasOwnClock = group == null;
        var registry = terms().filter().registry();
        if (hasOwnClock) {
            group = registry.ports().newServiceGroup();
        }
        servedBy(new ServiceSource(registry.scheduler(), group, hasOwnClock ? PERIOD_NANOS : 0));
        framing = stream.getAllocatorFraming();
    }

    @Override
    void step(StreamState next, long now) throws AudioException {
        if (next == StreamState.STOP) {
            stop();
            return;
        }
        if (next == StreamState.ACQUIRE && state() == StreamState.STOP) {
            queue.open();
        }
        stream.setState(next);
    }

    /** What was recorded is the client's; then the miniport stops, then its mappings are taken back, then packets cancelled. */
    private void stop() throws AudioException {
        try {
            queue.endCapture();
        } finally {
            try {
                stream.setState(StreamState.STOP);
            } finally {
                queue.stop();
                loopStart = 0;
            }
        }
    }

    @Override
    void pass(long now) {
        queue.announce();
        if (!hasOwnClock) {
            stream.service();
        }
    }

    @Override
    void add(StreamPacket packet) throws AudioException {
        var list = port.map(packet.buffer().duplicate().clear());
        var entry = new MappedEntry(packet, list);
        if (terms().looped()) {
            loop = packet.length();
            loopStart = queue.mappedBytes();
        }
        entries.put(packet, entry);
        if (!queue.submit(entry.mapped)) {
            entries.remove(packet);
            entry.giveBack();
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES, CAPACITY + " packets are under way, which is all there can be");
        }
        announce();
    }

    /** In RUN it is the service that tells the miniport; elsewhere there is none. */
    private void announce() {
        if (state() == StreamState.RUN) {
            callAgain();
        } else {
            queue.announce();
        }
    }

    @Override
    boolean holds(StreamPacket packet) {
        return entries.containsKey(packet);
    }

    @Override
    boolean holdsAny() {
        return !entries.isEmpty();
    }

    @Override
    boolean take(StreamPacket packet) {
        var entry = entries.get(packet);
        return entry != null && queue.cancel(entry.mapped);
    }

    @Override
    void takeAll() {
        for (var entry : List.copyOf(entries.values())) {
            queue.cancel(entry.mapped);
        }
    }

    @Override
    void flush(long now) {
        // All that was on its way has been revoked with the packets.
    }

    @Override
    long played(long now) {
        return stream.getPosition();
    }

    @Override
    long handedOver(long played) {
        if (terms().capture()) {
            return queue.releasedBytes();
        }
        var ahead = queue.preFetchOffset();
        return ahead < 0 ? queue.mappedBytes() : played + ahead;
    }

    @Override
    long loopStart() {
        return loopStart;
    }

    @Override
    int loop() {
        return terms().looped() ? loop : 0;
    }

    @Override
    AllocatorFraming framing() {
        return framing;
    }

    @Override
    void changeFormat(WaveFormat newFormat) throws AudioException {
        stream.setFormat(newFormat);
    }

    @Override
    void formatChanged() {
        framing = stream.getAllocatorFraming();
    }

    @Override
    void letGo() {
        if (stream != null) {
            release(group);
            release(stream);
            release(port);
        }
        release(queue);
    }
}
