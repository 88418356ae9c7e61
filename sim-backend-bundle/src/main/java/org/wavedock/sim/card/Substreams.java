// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** Who has which substream of a card. The caller serialises. */
final class Substreams {
    private final String cardName;
    private final int limit;
    private final boolean sharedClock;
    private final Map<Direction, Occupant[]> channels = new EnumMap<>(Direction.class);

    /**
     * None is taken.
     *
     * @param sharedClock whether all that are open at once, in both directions, must have one rate
     */
    Substreams(String cardName, int limit, boolean sharedClock) {
        this.cardName = cardName;
        this.limit = limit;
        this.sharedClock = sharedClock;
        for (var direction : Direction.values()) {
            channels.put(direction, new Occupant[limit]);
        }
    }

    /** The lowest free one. */
    int free(Direction direction, WaveFormat format) throws AudioException {
        if (sharedClock) {
            requireRate(format);
        }
        var taken = channels.get(direction);
        for (var index = 0; index < taken.length; index++) {
            if (taken[index] == null) {
                return index;
            }
        }
        throw new AudioException(
                Reason.INSUFFICIENT_RESOURCES,
                "card " + cardName + " has " + limit + " substreams for " + direction + " and all are open: "
                        + list(taken));
    }

    private void requireRate(WaveFormat format) throws AudioException {
        for (var taken : channels.values()) {
            for (var channel : taken) {
                if (channel != null && channel.identity().format().sampleRate() != format.sampleRate()) {
                    throw new AudioException(
                            Reason.FORMAT_NOT_SUPPORTED,
                            "card " + cardName + " has one clock for all channels, and " + channel + " is open with "
                                    + channel.identity().format() + "; " + format + " must wait for its end");
                }
            }
        }
    }

    private static String list(Occupant[] taken) {
        return Arrays.stream(taken)
                .map(channel -> channel.identity().substream() + " with "
                        + channel.identity().format())
                .collect(Collectors.joining("; "));
    }

    void put(Occupant channel) {
        var identity = channel.identity();
        channels.get(identity.direction())[identity.substream()] = channel;
    }

    void remove(Occupant channel) {
        var identity = channel.identity();
        channels.get(identity.direction())[identity.substream()] = null;
    }

    void forEach(Consumer<Occupant> action) {
        channels.values().stream()
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .forEach(action);
    }
}
