// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;

/**
 * What a subdevice consists of; {@code PCFILTER_DESCRIPTOR} (portcls.h) without nodes, connections and properties.
 *
 * @param pins its pins; an index into this list is the pin's number everywhere
 */
public record FilterDescriptor(List<PinDescriptor> pins) {
    /** Copies the list. */
    public FilterDescriptor {
        pins = List.copyOf(pins);
    }
}
