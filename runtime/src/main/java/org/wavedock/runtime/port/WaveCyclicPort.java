// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.dma.CUnknown;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DmaResource;
import org.wavedock.portcls.DmaSpeed;
import org.wavedock.portcls.IMiniportWaveCyclic;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.NewStream;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** The WaveCyclic port: binds a miniport, makes DMA channels for it, and opens its streams for pins. */
public final class WaveCyclicPort extends CUnknown implements IPortWaveCyclic {
    private IMiniportWaveCyclic miniport;
    private IUnknown adapter;

    @Override
    public void init(IUnknown unknownMiniport, IUnknown unknownAdapter, IResourceList resources) throws AudioException {
        if (miniport != null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "the port has a miniport already");
        }
        var wanted = unknownMiniport == null ? null : unknownMiniport.queryInterface(IMiniportWaveCyclic.class);
        if (wanted == null || wanted.isEmpty()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "miniport is " + unknownMiniport + ", expected an IMiniportWaveCyclic");
        }
        var bound = wanted.get();
        bound.addRef();
        adapter = unknownAdapter;
        try {
            bound.init(unknownAdapter, resources, this);
            bound.getDescription();
        } catch (AudioException | RuntimeException e) {
            bound.release();
            adapter = null;
            throw e;
        }
        if (adapter != null) {
            adapter.addRef();
        }
        miniport = bound;
    }

    @Override
    public void notify(IServiceGroup group) {
        if (group != null) {
            group.requestService();
        }
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
        requireLength(maximumLength);
        var memory = adapter == null ? null : adapter.queryInterface(DmaAdapter.class);
        if (memory == null || memory.isEmpty()) {
            throw new AudioException(
                    Reason.DEVICE_CONFIGURATION_ERROR,
                    "the adapter " + adapter + " offers no DmaAdapter, so there is no memory for a DMA channel");
        }
        return Check.wrap(new CommonBufferDmaChannel(memory.get(), maximumLength));
    }

    private static void requireLength(int maximumLength) throws AudioException {
        if (maximumLength <= 0) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "maximum length is " + maximumLength + " bytes, expected 1 or more");
        }
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
        if (miniport == null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "the port has no miniport");
        }
        return miniport.newStream(pin, capture, format);
    }

    @Override
    protected void destroy() {
        if (miniport != null) {
            miniport.release();
        }
        if (adapter != null) {
            adapter.release();
        }
    }
}
