// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * A device whose driver brings a WavePci miniport of its own; no portcls counterpart. It is registered as a
 * {@link DmaChannelProvider}, and the platform looks whether that service is one of these too. A device that is not is driven by the
 * platform's own WavePci miniport, which copies mappings into the ring of a slave channel.
 */
@ConsumerType
public interface WavePciProvider extends DmaChannelProvider {
    /**
     * The device's adapter driver as the port and the miniport get it: it offers a {@link org.wavedock.dma.DmaAdapter} by
     * {@code queryInterface} if the device reads clients' memory. Any thread; never blocks; the same object always.
     *
     * @return the adapter, not null; the provider keeps its reference
     */
    IUnknown adapter();

    /**
     * A miniport for one port. Control path; may block.
     *
     * @param ports where the groups of its streams come from; the platform hears of no others. The platform services a running
     *     stream that has a group every 10 ms, whether the group is notified or not, so that a device without interrupts needs no
     *     timer; who binds the miniport to a port of their own has to see to that
     * @return a miniport with one reference, the caller's. Its pin 0 renders, its pin 1 captures
     * @throws AudioException {@code DEVICE_REMOVED}, or whatever stands in the way
     */
    IMiniportWavePci newWavePciMiniport(PortFactory ports) throws AudioException;
}
