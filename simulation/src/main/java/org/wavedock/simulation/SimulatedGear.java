// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.Map;
import java.util.TreeMap;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.sim.fault.Fault;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A simulated card that remembers what it was heard to play, and captures numbers. */
final class SimulatedGear extends Gear {
    private final Card card;
    private final int substreams;
    private final boolean hidesBusMaster;
    private String what = "a plain card";
    private boolean smallRing;

    private SimulatedGear(Card card, int substreams, boolean hidesBusMaster, int startFrames) {
        super(card.name(), card.description().fifoFrames(), startFrames);
        this.card = card;
        this.substreams = substreams;
        this.hidesBusMaster = hidesBusMaster;
    }

    /** Any card. */
    static SimulatedGear random(String name, Dice dice, World world) {
        var start = dice.below(2) * dice.below(1_500);
        var substreams = dice.pick(1, 2, 2, 8, 8);
        var properties = new TreeMap<String, Object>(Map.of(
                "name",
                name,
                "render.to",
                "memory",
                "capture.from",
                "counter",
                "substreams",
                substreams,
                "fifo.frames",
                dice.below(3) * dice.below(1_000),
                "start.frames",
                start,
                "drift.ppm",
                dice.oneIn(3) ? 0 : (int) dice.between(-1_000, 1_000),
                "page.size",
                dice.pick(64, 256, 4_096, 65_536),
                "page.run",
                dice.pick(1, 2, 16)));
        // A pump that misses a whole ring hears of frames again; that is a known limit.
        if (world.scheduler().isPrompt() && dice.oneIn(3)) {
            properties.put("buffer.max", dice.pick(8_192, 16_384, 32_768));
        }
        var card = new Card(CardSettings.of(properties), world.deviceClock(), world.registry());
        var copies = dice.oneIn(3);
        var gear = new SimulatedGear(card, substreams, copies, start);
        gear.smallRing = properties.containsKey("buffer.max");
        gear.what = (copies ? "a ring " : "a card ") + properties;
        return gear;
    }

    /** A card on which nothing ever goes wrong, for everybody. */
    static SimulatedGear plain(String name, World world) {
        var properties = Map.of("name", name, "render.to", "memory", "capture.from", "counter", "substreams", 64);
        return new SimulatedGear(
                new Card(CardSettings.of(properties), world.deviceClock(), world.registry()), 64, false, 0);
    }

    @Override
    String what() {
        return what;
    }

    @Override
    DmaChannelProvider provider() {
        return hidesBusMaster ? new Ring(card) : card;
    }

    @Override
    boolean hasSmallRing() {
        return smallRing;
    }

    @Override
    int substreams() {
        return substreams;
    }

    @Override
    long heardFrames(int substream) {
        return card.renderedFrames(substream);
    }

    @Override
    byte[] heard(int substream, long fromFrame) {
        return card.rendered(substream, fromFrame * FRAME_BYTES);
    }

    void inject(Fault fault) {
        card.inject(fault);
    }

    @Override
    void unplug() {
        card.unplug();
    }

    @Override
    void replug() {
        card.replug();
    }

    @Override
    boolean isPlugged() {
        return card.isPlugged();
    }

    @Override
    boolean isHeld() {
        return card.holdsMemory();
    }

    /** The frames that a substream captured in all of its channels; only while no channel is open. */
    long capturedFrames(int substream) throws AudioException {
        card.replug();
        var format = Ether.CAPTURED;
        var below = new IDmaChannelSlave[substream];
        try {
            for (var i = 0; i < substream; i++) {
                below[i] = card.newChannel(Direction.CAPTURE, format, 1 << 16);
            }
            try (var channel = card.newChannel(Direction.CAPTURE, format, 1 << 16)) {
                return channel.queryInterface(org.wavedock.dma.TransferControl.class)
                        .orElseThrow()
                        .originFrame();
            }
        } finally {
            for (var channel : below) {
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    @Override
    void close() {
        card.close();
    }

    /** A card with nothing but its slave channels: WavePci has to copy. */
    private record Ring(Card card) implements DmaChannelProvider {
        @Override
        public DeviceDescription description() {
            return card.description();
        }

        @Override
        public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
            card.checkFormat(direction, format);
        }

        @Override
        public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
                throws AudioException {
            return card.newChannel(direction, format, maximumBufferSize);
        }
    }
}
