// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DmaResource;
import org.wavedock.portcls.DmaSpeed;
import org.wavedock.portcls.IMiniportWaveCyclic;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.NewStream;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** The WaveCyclic port: binds a miniport, makes DMA channels for it, and opens its streams for pins. */
public final class WaveCyclicPort extends Port<IMiniportWaveCyclic> implements IPortWaveCyclic {
    /** A port without a miniport. */
    public WaveCyclicPort() {
        super(IMiniportWaveCyclic.class);
    }

    @Override
    void setUp(IMiniportWaveCyclic bound, IUnknown adapter, IResourceList resources) throws AudioException {
        bound.init(adapter, resources, this);
    }

    @Override
    public IDmaChannelSlave newSlaveDmaChannel(
            IResourceList resources, int dmaIndex, int maximumLength, boolean demandMode, DmaSpeed speed)
            throws AudioException {
        var entry = resources == null ? null : resources.findEntry(DmaResource.class, dmaIndex);
        if (entry == null || entry.isEmpty()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "no DMA entry " + dmaIndex + " in the resource list " + resources);
        }
        requireLength(maximumLength);
        var dma = entry.get();
        return Check.wrap(dma.provider().newChannel(dma.direction(), dma.format(), maximumLength));
    }

    @Override
    public IDmaChannel newMasterDmaChannel(
            IResourceList resources, int maximumLength, boolean dma32BitAddresses, boolean dma64BitAddresses)
            throws AudioException {
        return newMasterChannel(maximumLength, dma32BitAddresses, dma64BitAddresses);
    }

    /**
     * Opens a stream of the miniport for a pin.
     *
     * @param pin the pin's number
     * @param capture its direction
     * @param format its format
     * @return what the miniport made; the references are the caller's
     * @throws AudioException what the miniport refuses with
     */
    public NewStream<IMiniportWaveCyclicStream> open(int pin, boolean capture, WaveFormat format)
            throws AudioException {
        return miniport().newStream(pin, capture, format);
    }
}
