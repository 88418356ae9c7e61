// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/**
 * A registered subdevice as its clients see it: a KS filter, as an OSGi service. It comes when the subdevice is registered
 * and vanishes when it is withdrawn; a client that wants what comes later follows the service.
 *
 * <p>Each bundle has a filter of its own. When the bundle stops, or gives the service back, the pins that it opened are
 * closed, whatever state they are in.
 *
 * <p>Control path; any thread. Once the subdevice is withdrawn every method that can throw answers
 * {@code DEVICE_REMOVED}.
 */
@ProviderType
public interface WaveFilter {
    /** Service property: the subdevice's name, a {@code String}. */
    String NAME = "wavedock.subdevice";
    /** Service property: the name of its device, a {@code String}. */
    String DEVICE = "wavedock.device";
    /** Service property: the port's interface, a {@code String}: {@code IPortWaveCyclic} or {@code IPortWavePci}. */
    String PORT_CLASS = "wavedock.port";
    /** Service property: which ways its pins go, a {@code String[]} of the names of {@code Direction}. */
    String DIRECTIONS = "wavedock.directions";

    /**
     * The subdevice's name.
     *
     * @return as it was registered
     */
    String name();

    /**
     * Its device's name.
     *
     * @return as it was registered
     */
    String device();

    /**
     * What it consists of.
     *
     * @return the miniport's description
     */
    FilterDescriptor description();

    /**
     * How it is wired to other subdevices.
     *
     * @return the connections that begin or end here; a copy
     */
    List<PhysicalConnection> physicalConnections();

    /**
     * The best format that a pin and the client have in common; {@code KSPROPERTY_PIN_DATAINTERSECTION}. The miniport's
     * own answer if it has one, else the best format of the first of the pin's data ranges that has one in common.
     *
     * @param pin the pin, an index into the description's pins
     * @param clientRange what the client can do, not null
     * @return the format
     * @throws AudioException {@code INVALID_PARAMETER} if there is no such pin, {@code FORMAT_NOT_SUPPORTED} if they
     *     have none in common
     */
    WaveFormat dataRangeIntersection(int pin, DataRange clientRange) throws AudioException;

    /**
     * How many streams of a pin are open and can be; {@code KSPROPERTY_PIN_CINSTANCES} and its like. As the pin's
     * description has it, corrected by the miniport's {@link IPinCount} if it offers that.
     *
     * @param pin the pin, an index into the description's pins
     * @return the counts
     * @throws AudioException {@code INVALID_PARAMETER} if there is no such pin
     */
    IPinCount.Counts pinCounts(int pin) throws AudioException;

    /**
     * Opens a stream. It is in {@code STOP}. May block.
     *
     * @param pin the pin, an index into the description's pins; its direction is the stream's
     * @param format within one of the pin's data ranges, not null
     * @param streaming whether packets follow each other or one is repeated, not null
     * @return the pin, which the caller closes
     * @throws AudioException {@code INVALID_PARAMETER} if there is no such pin, {@code FORMAT_NOT_SUPPORTED},
     *     {@code INSUFFICIENT_RESOURCES} if as many streams are open as can be, or what the miniport refuses with;
     *     streams that are open go on, and the counts are as before
     */
    WavePin newPin(int pin, WaveFormat format, Streaming streaming) throws AudioException;

    /** What becomes of packets; the interface of a KS pin. The miniport never learns. */
    enum Streaming {
        /** One after the other, each once ({@code KSINTERFACE_STANDARD_STREAMING}). */
        ORDINARY,
        /** One packet, again and again ({@code KSINTERFACE_STANDARD_LOOPED_STREAMING}). */
        LOOPED
    }
}
