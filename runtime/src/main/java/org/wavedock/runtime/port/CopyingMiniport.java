// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * The WavePci miniport that every backend gets for free. Its device has a ring and cannot read clients' memory, so it copies: each
 * stream is a stream of the same device's WaveCyclic miniport, whose ring it fills from mappings, or empties into them.
 */
public final class CopyingMiniport extends CUnknown implements IMiniportWavePci {
    /** portcls' policy. */
    private static final long LEAD_NANOS = 40_000_000;

    private final WaveCyclicPort rings;
    private final DeviceDescription device;
    private final TimeSource time;

    /**
     * A miniport.
     *
     * @param rings a port bound to the device's WaveCyclic miniport; the miniport adds a reference
     * @param device what the device holds
     * @param time the clock
     */
    public CopyingMiniport(WaveCyclicPort rings, DeviceDescription device, TimeSource time) {
        rings.addRef();
        this.rings = rings;
        this.device = device;
        this.time = time;
    }

    @Override
    public Optional<IServiceGroup> init(IUnknown adapter, IResourceList resources, IPortWavePci port) {
        return Optional.empty();
    }

    @Override
    public FilterDescriptor getDescription() {
        return rings.description();
    }

    @Override
    public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) throws AudioException {
        return rings.miniport().dataRangeIntersection(pin, clientRange);
    }

    @Override
    public NewStream<IMiniportWavePciStream> newStream(
            IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) throws AudioException {
        var opened = rings.open(pin, capture, format);
        var stream = capture
                ? new CopyingCaptureStream(portStream, opened, format, time)
                : new CopyingRenderStream(portStream, opened, format, terms(), time);
        try {
            stream.ring().prepare(time);
        } catch (AudioException | RuntimeException | Error e) {
            stream.release();
            throw e;
        }
        var group = opened.serviceGroup();
        if (group != null) {
            group.addRef();
        }
        return new NewStream<>(stream, opened.dmaChannel(), group);
    }

    private PinTerms terms() {
        return new PinTerms(LEAD_NANOS, device.fifoFrames(), device.startFrames());
    }

    @Override
    public void service() {
        // It has no group of its own.
    }

    @Override
    protected void destroy() {
        rings.release();
    }
}
