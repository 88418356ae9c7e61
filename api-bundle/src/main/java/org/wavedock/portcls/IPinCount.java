// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;

/**
 * Lets a miniport correct how many streams a pin can have at the moment; {@code IPinCount} (portcls.h). Found by
 * {@code queryInterface} on the miniport.
 */
@ConsumerType
public interface IPinCount extends IUnknown {
    /**
     * Corrects the counts; {@code PinCount}, whose five in-out parameters are a record here. Control path; called
     * whenever a stream is about to be opened and when someone asks for the counts. Must neither open nor close a
     * stream.
     *
     * @param pin the pin, an index into the description's pins
     * @param counts what the port believes, not null
     * @return what is right, not null; the argument itself if nothing is to be changed
     */
    Counts pinCount(int pin, Counts counts);

    /**
     * Streams of a pin: those needed, open and possible. {@link PinDescriptor#UNLIMITED} means no limit.
     *
     * @param filterNecessary streams of this subdevice without which it does not work
     * @param filterCurrent streams open on this subdevice
     * @param filterPossible streams that can be open on this subdevice at once
     * @param globalCurrent streams open on all subdevices of the kind
     * @param globalPossible streams that can be open on all of them at once
     */
    record Counts(int filterNecessary, int filterCurrent, int filterPossible, int globalCurrent, int globalPossible) {}
}
