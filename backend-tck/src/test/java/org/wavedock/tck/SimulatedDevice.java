// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.sim.capture.CounterSource;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A simulated card on the bench. */
class SimulatedDevice extends TestedDevice {
    private static final int SUBSTREAMS = 3;

    private final TestClock clock = TestClock.virtual();
    private final Card card;

    SimulatedDevice() {
        this(Map.of());
    }

    SimulatedDevice(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of(
                "name",
                "sim",
                "substreams",
                SUBSTREAMS,
                "rate.max",
                96_000,
                "channels.max",
                8,
                "render.to",
                "memory",
                "capture.from",
                "counter"));
        properties.putAll(more);
        card = new Card(CardSettings.of(properties), clock, new CardRegistry());
    }

    @Override
    public DmaChannelProvider provider() {
        return card;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public List<WaveFormat> formats(Direction direction) {
        var formats = new ArrayList<WaveFormat>();
        formats.add(new WaveFormat(8_000, 2, Encoding.S16));
        for (var encoding : Encoding.values()) {
            formats.add(new WaveFormat(11_025, 1, encoding));
            formats.add(new WaveFormat(8_000, 6, encoding));
        }
        return formats;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.COMMITMENTS));
    }

    @Override
    public int substreams(Direction direction) {
        return SUBSTREAMS;
    }

    @Override
    public byte[] heard(int substream) {
        return card.rendered(substream);
    }

    @Override
    public byte[] captured(WaveFormat format, int substream, long firstFrame, int frames) {
        var bytes = ByteBuffer.allocate(frames * format.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        new CounterSource(format).fill(bytes, 0, frames, firstFrame);
        return bytes.array();
    }

    @Override
    public void unplug() {
        card.unplug();
    }

    @Override
    public void close() {
        card.close();
    }
}
