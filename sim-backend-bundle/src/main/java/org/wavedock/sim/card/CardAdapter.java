// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.Optional;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;

/** A card's adapter driver as its ports see it: where its bus is. */
final class CardAdapter extends CUnknown {
    private final BusAddressSpace bus;

    CardAdapter(BusAddressSpace bus) {
        this.bus = bus;
    }

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        return type == DmaAdapter.class ? Optional.of(type.cast(bus)) : super.queryInterface(type);
    }

    @Override
    protected void destroy() {
        // The bus is the card's.
    }
}
