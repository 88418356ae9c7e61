// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.Map;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.sim.card.Card;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;

/** How the cards of a rig are driven. */
enum Drive {
    /** By WaveCyclic. */
    CYCLIC(PortChoice.WAVE_CYCLIC),
    /** By WavePci, with the cards' own bus masters. */
    PCI(PortChoice.WAVE_PCI),
    /** By WavePci, with a miniport that copies: the cards hide that they are bus masters. */
    COPYING(PortChoice.WAVE_PCI),
    /** Some by one, some by the other. */
    MIXED(new PortChoice(
            PortClass.WAVE_PCI,
            Map.of(
                    "sim1", PortClass.WAVE_CYCLIC,
                    "card1", PortClass.WAVE_CYCLIC,
                    "card3", PortClass.WAVE_CYCLIC,
                    "card5", PortClass.WAVE_CYCLIC)));

    private final PortChoice ports;

    Drive(PortChoice ports) {
        this.ports = ports;
    }

    PortChoice ports() {
        return ports;
    }

    /** The card as its backend would register it. */
    DmaChannelProvider provider(Card card) {
        return this == COPYING ? new RingOnly(card) : card;
    }
}
