// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** Who has a substream of a card: a slave channel, or a stream of the card's bus master. */
interface Occupant {
    /** What it is, for its whole life. */
    Identity identity();

    /** Which substream of which card, and what goes through it. */
    record Identity(String cardName, Direction direction, int substream, WaveFormat format) {
        @Override
        public String toString() {
            return (direction == Direction.RENDER ? "render" : "capture") + " substream " + substream + " of card "
                    + cardName;
        }
    }
}
