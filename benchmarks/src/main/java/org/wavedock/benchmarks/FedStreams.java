// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Nowhere;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.Work;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Streams that all play on one device, or on as few simulated cards as can carry them, with clients that never let them starve. The process ends with them. */
final class FedStreams {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int PERIOD_NANOS = 10_000_000;
    private static final int PERIOD_FRAMES = 480;
    private static final int LEAD_PERIODS = 4;
    private static final Duration LEAD = Duration.ofNanos((long) LEAD_PERIODS * PERIOD_NANOS);
    /** The control loop fetches the account twice a second. */
    private static final int CONTROL_PERIODS = 50;

    private static final int CYCLES_TO_START = 3;
    /** The most that a simulated card carries. */
    private static final int CARD_STREAMS = 256;

    /** How the streams are carried. */
    enum Way {
        /** Copied into rings. */
        CYCLIC,
        /** As mappings, which are copied into the same rings. */
        COPYING,
        /** As mappings, which simulated bus masters fetch and nobody hears. */
        BUS_MASTER
    }

    private final HandScheduler hand = new HandScheduler();
    private final Switchboard board = new Switchboard(hand);
    private final List<AudioStream> streams = new ArrayList<>();
    private final ByteBuffer period = ByteBuffer.allocateDirect(PERIOD_FRAMES * FORMAT.frameBytes());
    private final List<Work> pumps = new ArrayList<>();
    private long periods;

    /** Opens them before the device comes: one by one on a device, each would wait for all the others. */
    FedStreams(int count, Way way) throws AudioException {
        while (period.hasRemaining()) {
            period.put((byte) 1);
        }
        for (var i = 0; i < count; i++) {
            var request = StreamRequest.render("stream" + i, FORMAT).buffered(LEAD, LEAD.multipliedBy(4));
            streams.add(board.open(request.through(way == Way.CYCLIC ? PortChoice.WAVE_CYCLIC : PortChoice.WAVE_PCI)));
        }
        for (var i = 0; i < LEAD_PERIODS; i++) {
            write();
        }
        List<? extends DmaChannelProvider> devices = way == Way.BUS_MASTER ? cards(count) : List.of(new Nowhere(hand));
        for (var i = 0; i < devices.size(); i++) {
            board.add(devices.get(i), new DeviceOrigin(0, "benchmarks", i + 1));
        }
        for (var stream : streams) {
            stream.start();
        }
        for (var i = 0; i < CYCLES_TO_START * devices.size(); i++) {
            hand.runAll();
        }
        for (var device : devices) {
            pumps.add(hand.pump(device.description().name()));
        }
        if (pumps.contains(null)) {
            throw new IllegalStateException("no stream has reached one of the devices");
        }
    }

    private List<Card> cards(int count) {
        var registry = new CardRegistry();
        var cards = new ArrayList<Card>();
        for (var left = count; left > 0; left -= CARD_STREAMS) {
            var properties = Map.of("name", "card" + cards.size(), "substreams", CARD_STREAMS, "render.to", "none");
            cards.add(new Card(CardSettings.of(properties), hand, registry));
        }
        return cards;
    }

    /** Moves the clock, and every client writes what will have been heard by then. */
    void nextPeriod() throws AudioException {
        hand.advance(PERIOD_NANOS);
        periods++;
        if (periods % CONTROL_PERIODS == 0) {
            hand.runControl();
        }
        write();
    }

    private void write() throws AudioException {
        for (var stream : streams) {
            period.clear();
            if (stream.write(period, Duration.ZERO) != period.capacity()) {
                throw new IllegalStateException(stream.request().name() + " had no room for a period");
            }
        }
    }

    /** One cycle of each pump: for each stream account for a period, silence it, and copy the next one. */
    long cycle() {
        var next = 0L;
        for (var i = 0; i < pumps.size(); i++) {
            next += pumps.get(i).onCycle(hand.nanoTime());
        }
        return next;
    }

    /** Whether the cycles did what they were measured for. */
    void check() {
        for (var stream : streams) {
            var account = stream.snapshot();
            if (account.framesRendered() != periods * PERIOD_FRAMES || account.framesLost() != 0) {
                throw new IllegalStateException("after " + periods + " periods: " + account);
            }
        }
    }
}
