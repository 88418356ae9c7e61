// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.Map;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.sim.card.Card;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** How the cards of a rig are driven. */
enum Drive {
    /** By WaveCyclic. */
    CYCLIC(PortChoice.WAVE_CYCLIC),
    /** By WavePci, with the cards' own bus masters. */
    PCI(PortChoice.WAVE_PCI),
    /** By WavePci, with a miniport that copies: the cards hide that they are bus masters. */
    COPYING(PortChoice.WAVE_PCI),
    /** By WaveCyclic; the cards have one substream each, which all streams share. */
    SHARED(PortChoice.WAVE_CYCLIC),
    /** By WavePci, with a miniport that copies into a substream that all streams share. */
    SHARED_COPYING(PortChoice.WAVE_PCI),
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

    /** What its cards have that others have not. */
    Map<String, Object> properties() {
        return this == SHARED || this == SHARED_COPYING ? Map.of("substreams", 1) : Map.of();
    }

    /** The card as its backend would register it. */
    DmaChannelProvider provider(Card card) {
        return this == COPYING ? new Ring(card) : card;
    }

    /** A card with nothing but its slave channels. */
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
