// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.wave.AudioException;

/**
 * A port that hands the client's own memory to the device, piece by piece, without a copy; {@code IPortWavePci}
 * (portcls.h).
 *
 * <p>There is no slave channel here. Portcls' {@code OuterUnknown}, {@code PoolType}, {@code ScatterGather} (always
 * true) and the unused {@code DmaWidth}, {@code DmaSpeed} and {@code DmaPort} are dropped.
 */
@ProviderType
public interface IPortWavePci extends IPort {
    /**
     * Tells the port that a group wants its service; {@code Notify}. As {@link IPortWaveCyclic#notify}. A device with
     * several streams should notify one group from one 10 ms timer for all of them.
     *
     * @param group whose members to call; nothing happens if it is null
     */
    void notify(IServiceGroup group);

    /**
     * Makes a channel for a bus master; {@code NewMasterDmaChannel}. Its buffer does not carry the audio, which goes
     * through {@link IPortWavePciStream#getMapping}; a miniport may keep there what it shares with its device, such as
     * descriptor lists. Control path. The order of the parameters is WavePci's, which is not WaveCyclic's.
     *
     * @param resources may be null; not used
     * @param dma32BitAddresses whether the device reaches 32-bit addresses; a device on a PCI bus does
     * @param dma64BitAddresses whether it reaches all
     * @param ignoreCount whether the device's transfer counter cannot be relied on
     * @param maximumLength the largest buffer wanted, bytes, 1 or more
     * @return a channel with one reference, the caller's, and an adapter object
     * @throws AudioException {@code INVALID_PARAMETER} if the length is not positive,
     *     {@code DEVICE_CONFIGURATION_ERROR} if the adapter given to {@link #init} offers no
     *     {@link org.wavedock.dma.DmaAdapter} by {@code queryInterface}
     */
    IDmaChannel newMasterDmaChannel(
            IResourceList resources,
            boolean dma32BitAddresses,
            boolean dma64BitAddresses,
            boolean ignoreCount,
            int maximumLength)
            throws AudioException;
}
