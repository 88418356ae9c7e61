// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** The miniport of a device with a ring that it plays from or records to; {@code IMiniportWaveCyclic} (portcls.h). */
@ConsumerType
public interface IMiniportWaveCyclic extends IMiniport {
    /**
     * Sets the device up; {@code Init}. Called once, inside {@link IPort#init}, with what that was given. Control path;
     * may block.
     *
     * @param adapter the adapter driver's own object, or null; a miniport that keeps it adds a reference
     * @param resources what the miniport may use, or null
     * @param port the port, source of DMA channels and target of notifications. It stays as long as the miniport is
     *     bound to it, so the miniport keeps it without a reference: one would keep both alive for ever. (Here portcls
     *     asks for one.)
     * @throws AudioException whatever stands in the way, {@code DEVICE_CONFIGURATION_ERROR} for resources that cannot
     *     work; it reaches the caller of {@code IPort.init}
     */
    void init(IUnknown adapter, IResourceList resources, IPortWaveCyclic port) throws AudioException;

    /**
     * Opens a stream; {@code NewStream}. Control path; may block. The stream is in {@code STOP} at position 0.
     *
     * @param pin the pin, an index into the description's pins
     * @param capture whether the stream records; agrees with the pin's direction
     * @param format the first format, not null
     * @return the stream, the channel whose buffer is its ring (allocated), and the group that is notified for it; all
     *     three with a reference for the port, which releases each once. The channel may be the port's product or the
     *     miniport's own
     * @throws AudioException {@code INVALID_PARAMETER} for pin or direction, {@code FORMAT_NOT_SUPPORTED},
     *     {@code INSUFFICIENT_RESOURCES} if no stream is free, or what the DMA channel throws; streams that are open go
     *     on
     */
    NewStream<IMiniportWaveCyclicStream> newStream(int pin, boolean capture, WaveFormat format) throws AudioException;
}
