// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;

/**
 * A port that copies audio through a ring in a DMA channel's common buffer; {@code IPortWaveCyclic} (portcls.h).
 *
 * <p>Portcls' {@code OuterUnknown}, {@code DmaWidth} and a master's unused {@code DmaSpeed} are dropped.
 */
@ProviderType
public interface IPortWaveCyclic extends IPort {
    /**
     * Tells the port that a group wants its service: the interrupt; {@code Notify}. Any thread; never blocks, allocates
     * or calls a sink. The members are called soon after on the service thread; calls before that merge into one, so a
     * member works from positions and never counts calls. The port likes one call each 10 ms.
     *
     * @param group whose members to call; nothing happens if it is null
     */
    void notify(IServiceGroup group);

    /**
     * Opens a channel that moves its data itself; {@code NewSlaveDmaChannel}. What was the system's DMA controller is a
     * backend's device here: the {@link DmaResource} says which, and what to open on it. Control path; may block.
     *
     * @param resources holds the DMA entry, not null
     * @param dmaIndex which of its {@link DmaResource} entries, from 0; other entries do not count
     * @param maximumLength the largest buffer wanted, bytes, 1 or more; the channel may offer less
     * @param demandMode a hint that the device can do demand mode; may be ignored
     * @param speed a hint; may be ignored; not null
     * @return a channel with one reference, the caller's
     * @throws AudioException {@code INVALID_PARAMETER} if there is no list, no such entry or the length is not
     *     positive; or what the device throws when it is opened
     */
    IDmaChannelSlave newSlaveDmaChannel(
            IResourceList resources, int dmaIndex, int maximumLength, boolean demandMode, DmaSpeed speed)
            throws AudioException;

    /**
     * Makes a channel for a device with a DMA engine of its own: a shared buffer and a notice-board, which moves
     * nothing; {@code NewMasterDmaChannel}. Control path.
     *
     * @param resources may be null; not used
     * @param maximumLength the largest buffer wanted, bytes, 1 or more; becomes {@link IDmaChannel#maximumBufferSize()}
     * @param dma32BitAddresses whether the device reaches 32-bit addresses; with neither flag, 24 bits
     * @param dma64BitAddresses whether it reaches all; then the other flag does not matter
     * @return a channel with one reference, the caller's, and an adapter object
     * @throws AudioException {@code INVALID_PARAMETER} if the length is not positive,
     *     {@code DEVICE_CONFIGURATION_ERROR} if the adapter given to {@link #init} offers no
     *     {@link org.wavedock.dma.DmaAdapter} by {@code queryInterface}
     */
    IDmaChannel newMasterDmaChannel(
            IResourceList resources, int maximumLength, boolean dma32BitAddresses, boolean dma64BitAddresses)
            throws AudioException;
}
