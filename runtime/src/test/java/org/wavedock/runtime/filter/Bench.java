// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.wavedock.portcls.AdapterDevice;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.runtime.port.Ports;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A device with one subdevice in virtual time, whose miniport opens the streams that the test has ready; and its client. */
final class Bench implements AutoCloseable {
    static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    static final int RENDER = 0;
    static final int CAPTURE = 1;

    final Scheduler scheduler;
    final Ports ports;
    final Shelf shelf = new Shelf();
    final Registry registry;
    final AdapterDevice device;
    final FakeMiniport miniport = new FakeMiniport();
    final IPort port;
    final List<FakeStream> streams = new ArrayList<>();
    final FilterClient client;
    /** What completed: number, reason and bytes. */
    final List<String> completed = new ArrayList<>();
    /** Callbacks of position events. */
    final List<String> fired = new ArrayList<>();

    private int packets;

    Bench() {
        this(new VirtualScheduler());
    }

    Bench(Scheduler scheduler) {
        this.scheduler = scheduler;
        ports = new Ports(scheduler);
        registry = new Registry(scheduler, ports, shelf);
        try {
            device = registry.addAdapterDevice("card", 4);
            port = ports.newPort(IPortWaveCyclic.class);
            port.init(miniport, null, null);
            device.registerSubdevice("wave", port);
        } catch (AudioException e) {
            throw new AssertionError(e);
        }
        client = shelf.client("wave");
        miniport.opener = (pin, capture, format) -> {
            var stream = new FakeStream(format);
            streams.add(stream);
            return stream.opened();
        };
    }

    WavePin open(int pin, Streaming streaming) throws AudioException {
        return client.newPin(pin, FORMAT, streaming);
    }

    /** A pin in a state, and its stream. */
    WavePin open(int pin, Streaming streaming, StreamState state) throws AudioException {
        var opened = open(pin, streaming);
        opened.setState(state);
        return opened;
    }

    FakeStream stream() {
        return streams.get(streams.size() - 1);
    }

    /** A packet of bytes that count up from its number; the first one is number 1. */
    StreamPacket packet(int length) {
        var number = ++packets;
        var memory = ByteBuffer.allocateDirect(length);
        for (var i = 0; i < length; i++) {
            memory.put(i, (byte) (number + i));
        }
        return new StreamPacket(
                memory,
                0,
                length,
                (packet, reason, bytes) -> completed.add(number + " " + described(reason) + " " + bytes));
    }

    private static String described(Reason reason) {
        return reason == null ? "done" : reason.name();
    }

    Runnable fires(String name) {
        return () -> fired.add(name);
    }

    /** Lets callbacks be made; time stands still. */
    void settle() {
        scheduler.await(() -> false, 0);
    }

    List<String> completed() {
        settle();
        return completed;
    }

    List<String> fired() {
        settle();
        return fired;
    }

    @Override
    public void close() {
        registry.close();
        ports.end();
    }
}
