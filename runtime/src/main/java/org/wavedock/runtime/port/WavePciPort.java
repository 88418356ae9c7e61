// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.ScatterGatherList;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.portcls.NewStream;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** The WavePci port: binds a miniport, services its filter, maps clients' memory for it, and opens its streams for pins. */
public final class WavePciPort extends Port<IMiniportWavePci> implements IPortWavePci {
    /** The port in the miniport's own group. Not the port itself: the group's reference would keep it for ever. */
    private static final class FilterService extends CUnknown implements IServiceSink {
        private final IMiniportWavePci miniport;

        FilterService(IMiniportWavePci miniport) {
            this.miniport = miniport;
        }

        @Override
        public void requestService() {
            Check.enterService();
            try {
                miniport.service();
            } finally {
                Check.leaveService();
            }
        }

        @Override
        protected void destroy() {
            // It holds nothing: the port outlives it.
        }
    }

    private IServiceGroup group;
    private FilterService filterService;

    /** A port without a miniport. */
    public WavePciPort() {
        super(IMiniportWavePci.class);
    }

    @Override
    void setUp(IMiniportWavePci bound, IUnknown adapter, IResourceList resources) throws AudioException {
        group = bound.init(adapter, resources, this).orElse(null);
    }

    @Override
    void joinGroup(IMiniportWavePci bound) {
        if (group != null) {
            filterService = new FilterService(bound);
            group.addMember(filterService);
        }
    }

    @Override
    void undoSetUp() {
        if (filterService != null) {
            group.removeMember(filterService);
            filterService.release();
            filterService = null;
        }
        if (group != null) {
            group.release();
            group = null;
        }
    }

    @Override
    public IDmaChannel newMasterDmaChannel(
            IResourceList resources,
            boolean dma32BitAddresses,
            boolean dma64BitAddresses,
            boolean ignoreCount,
            int maximumLength)
            throws AudioException {
        return newMasterChannel(maximumLength, dma32BitAddresses, dma64BitAddresses);
    }

    /**
     * Makes a client's memory known to the device. Control path.
     *
     * @param memory the memory, all of it
     * @return how it lies for the device; given back by {@link #unmap}
     * @throws AudioException what the adapter object refuses with
     */
    public ScatterGatherList map(ByteBuffer memory) throws AudioException {
        var adapter = dmaAdapter();
        return adapter.isPresent() ? adapter.get().getScatterGatherList(memory) : ScatterGatherList.unmapped(memory);
    }

    /**
     * The device forgets a client's memory. Control path.
     *
     * @param list what {@link #map} answered
     */
    public void unmap(ScatterGatherList list) {
        dmaAdapter().ifPresent(adapter -> adapter.putScatterGatherList(list));
    }

    /**
     * Opens a stream of the miniport.
     *
     * @param portStream the pin's side of it
     * @param pin the pin's number
     * @param capture its direction
     * @param format its format
     * @return what the miniport made; the references to stream and group are the caller's
     * @throws AudioException what the miniport refuses with
     */
    public NewStream<IMiniportWavePciStream> open(
            IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) throws AudioException {
        return miniport().newStream(portStream, pin, capture, format);
    }

    /**
     * Opens a pin that renders a stream's history. Control path; may block.
     *
     * @param format the format
     * @param ring the history
     * @param terms how far to run ahead
     * @return the pin, prepared by whoever asked
     * @throws AudioException what the miniport refuses with
     */
    public Pin openRender(WaveFormat format, FrameRing ring, PinTerms terms) throws AudioException {
        var opened = open(false, format, ring);
        return opened.result().stream() instanceof CopyingRenderStream copying
                ? new CopyingRenderPin(opened, copying, format, ring, terms)
                : new PciRenderPin(opened, format, ring, terms);
    }

    /**
     * Opens a pin that captures into a client's ring. Control path; may block.
     *
     * @param format the format
     * @param ring where the client reads
     * @param clientFrame the first frame of the ring that the client has not read
     * @return the pin, prepared by whoever asked
     * @throws AudioException what the miniport refuses with
     */
    public Pin openCapture(WaveFormat format, FrameRing ring, LongSupplier clientFrame) throws AudioException {
        var stage = new FrameRing(ring.capacity(), format.frameBytes());
        var opened = open(true, format, stage);
        return opened.result().stream() instanceof CopyingStream
                ? new CopyingCapturePin(opened, format, stage, ring, clientFrame)
                : new PciCapturePin(opened, format, stage, ring, clientFrame);
    }

    private WavePciPin.Opened open(boolean capture, WaveFormat format, FrameRing ring) throws AudioException {
        var queue = new PacketQueue(capture, WavePciPin.PACKETS);
        var pages = map(ring.memory());
        try {
            var pin = capture ? SlaveMiniport.CAPTURE_PIN : SlaveMiniport.RENDER_PIN;
            return new WavePciPin.Opened(this, miniport(), open(queue, pin, capture, format), queue, pages);
        } catch (AudioException | RuntimeException | Error e) {
            unmap(pages);
            throw e;
        }
    }
}
