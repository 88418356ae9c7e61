// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** The miniport of a bus master that plays from the client's own memory; {@code IMiniportWavePci} (portcls.h). */
@ConsumerType
public interface IMiniportWavePci extends IMiniport {
    /**
     * Sets the device up; {@code Init}. As {@link IMiniportWaveCyclic#init}.
     *
     * @param adapter the adapter driver's own object, or null; a miniport that keeps it adds a reference
     * @param resources what the miniport may use, or null
     * @param port the port, kept without a reference as for {@link IMiniportWaveCyclic#init}
     * @return a group whose notification makes the port call {@link #service()}, with a reference for the port; empty
     *     if that is never wanted
     * @throws AudioException as for {@link IMiniportWaveCyclic#init}
     */
    Optional<IServiceGroup> init(IUnknown adapter, IResourceList resources, IPortWavePci port) throws AudioException;

    /**
     * Opens a stream; {@code NewStream}. Control path; may block. The stream is in {@code STOP} at position 0.
     *
     * @param portStream where the stream gets its mappings; a miniport that keeps it adds a reference
     * @param pin the pin, an index into the description's pins
     * @param capture whether the stream records; agrees with the pin's direction
     * @param format the first format, not null
     * @return the stream and, unless the port's own 20 ms will do, the group notified for it, each with a reference for
     *     the port; and the channel, which stays the miniport's
     * @throws AudioException as for {@link IMiniportWaveCyclic#newStream}
     */
    NewStream<IMiniportWavePciStream> newStream(
            IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) throws AudioException;

    /** The group that {@link #init} answered was notified; {@code Service}. Hot path: no blocking. */
    void service();
}
