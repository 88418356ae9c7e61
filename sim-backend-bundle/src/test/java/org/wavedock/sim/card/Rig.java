// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Cards on one clock that is moved by hand; one frame of {@link #MONO} is one byte and lasts 125 µs. */
final class Rig implements AutoCloseable {
    static final WaveFormat MONO = new WaveFormat(8000, 1, Encoding.U8);
    static final WaveFormat STEREO = new WaveFormat(48_000, 2, Encoding.S16);

    final HandClock clock = new HandClock();
    final CardRegistry registry = new CardRegistry();
    private final List<Card> cards = new ArrayList<>();

    /** A card of that name; settings as {@code key=value}. */
    Card card(String name, String... settings) {
        var card = new Card(settings(name, settings), clock, registry);
        cards.add(card);
        return card;
    }

    static CardSettings settings(String name, String... settings) {
        Map<String, Object> properties = new HashMap<>(Map.of("name", name));
        for (var setting : settings) {
            var split = setting.indexOf('=');
            properties.put(setting.substring(0, split), setting.substring(split + 1));
        }
        return CardSettings.of(properties);
    }

    /** An open channel with a buffer. */
    static IDmaChannelSlave channel(Card card, Direction direction, WaveFormat format, int bytes)
            throws AudioException {
        var channel = card.newChannel(direction, format, bytes);
        channel.allocateBuffer(bytes, IDmaChannel.UNCONSTRAINED);
        return channel;
    }

    static IDmaChannelSlave render(Card card, int bytes) throws AudioException {
        return channel(card, Direction.RENDER, MONO, bytes);
    }

    static TransferControl control(IDmaChannelSlave channel) {
        return channel.queryInterface(TransferControl.class).orElseThrow();
    }

    static void put(IDmaChannelSlave channel, int at, int... bytes) {
        var source = ByteBuffer.allocate(bytes.length);
        for (var value : bytes) {
            source.put((byte) value);
        }
        channel.copyTo(at, source, 0, bytes.length);
    }

    static ByteBuffer get(IDmaChannelSlave channel, int at, int count) {
        var target = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        channel.copyFrom(target, 0, at, count);
        return target;
    }

    /** Lets so many frames of {@link #MONO} pass. */
    void frames(long count) {
        clock.advance(MONO.nanosFor(count));
    }

    @Override
    public void close() {
        cards.forEach(Card::close);
    }
}
