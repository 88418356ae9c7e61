// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import org.wavedock.sim.capture.LoopbackBus;

/** Where the cards of this bundle find one another by name. Thread-safe; control path only. */
@Component(service = CardRegistry.class)
public final class CardRegistry {
    private final Map<String, Card> cards = new TreeMap<>();
    private final Map<String, LoopbackBus> buses = new HashMap<>();

    /**
     * A card comes.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    synchronized void enter(String name, Card card) {
        if (cards.putIfAbsent(name, card) != null) {
            throw new IllegalArgumentException(
                    "property name of a simulated card is \"" + name + "\", expected a name no other card has");
        }
    }

    synchronized void leave(String name) {
        cards.remove(name);
    }

    /**
     * A card that is there.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    synchronized Card card(String name) {
        var card = cards.get(name);
        if (card == null) {
            throw new IllegalArgumentException("simulated card is \"" + name + "\", expected one of " + cards.keySet());
        }
        return card;
    }

    /** What a card is heard to play, whether the card is there or not. */
    synchronized LoopbackBus bus(String cardName) {
        return buses.computeIfAbsent(cardName, unused -> new LoopbackBus());
    }
}
