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

/** Who has which substream of a card. The caller serialises. */
final class Substreams {
    private final String cardName;
    private final int limit;
    private final Map<Direction, Occupant[]> channels = new EnumMap<>(Direction.class);

    Substreams(String cardName, int limit) {
        this.cardName = cardName;
        this.limit = limit;
        for (var direction : Direction.values()) {
            channels.put(direction, new Occupant[limit]);
        }
    }

    /** The lowest free one. */
    int free(Direction direction) throws AudioException {
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
