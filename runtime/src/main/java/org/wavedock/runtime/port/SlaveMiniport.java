// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.DmaResource;
import org.wavedock.portcls.DmaSpeed;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniportWaveCyclic;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** The miniport that every backend gets for free: it drives whatever slave channel the device's provider hands out. */
public final class SlaveMiniport extends CUnknown implements IMiniportWaveCyclic {
    /** The pin that renders. */
    public static final int RENDER_PIN = 0;
    /** The pin that captures. */
    public static final int CAPTURE_PIN = 1;

    /** A ring of this length leaves a late pump time to come back; how full it gets is the pin's decision. */
    private static final long RING_NANOS = 250_000_000;
    /** A ring shorter than this cannot be kept filled by a pump that comes every 10 ms. */
    private static final long MIN_RING_NANOS = 20_000_000;

    private static final DataRange ANYTHING = new DataRange(
            WaveFormat.MIN_SAMPLE_RATE,
            WaveFormat.MAX_SAMPLE_RATE,
            1,
            WaveFormat.MAX_CHANNELS,
            EnumSet.allOf(Encoding.class));

    private final DmaChannelProvider provider;
    private final IServiceGroup group;
    private IPortWaveCyclic port;

    /**
     * A miniport for a device.
     *
     * @param provider the device
     * @param group services all of its streams; the miniport adds a reference for each
     */
    public SlaveMiniport(DmaChannelProvider provider, IServiceGroup group) {
        this.provider = provider;
        this.group = group;
    }

    /** The device that it drives. */
    public DeviceDescription device() {
        return provider.description();
    }

    @Override
    public void init(IUnknown adapter, IResourceList resources, IPortWaveCyclic owner) {
        port = owner;
    }

    @Override
    public FilterDescriptor getDescription() {
        return new FilterDescriptor(List.of(
                new PinDescriptor(Direction.RENDER, Integer.MAX_VALUE, List.of(ANYTHING)),
                new PinDescriptor(Direction.CAPTURE, Integer.MAX_VALUE, List.of(ANYTHING))));
    }

    /** The device is asked for each format when it is opened; no range can be promised before. */
    @Override
    public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
        return Optional.empty();
    }

    @Override
    public NewStream<IMiniportWaveCyclicStream> newStream(int pin, boolean capture, WaveFormat format)
            throws AudioException {
        if (pin != (capture ? CAPTURE_PIN : RENDER_PIN)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "pin is " + pin + ", expected " + RENDER_PIN + " to render and " + CAPTURE_PIN + " to capture");
        }
        var direction = capture ? Direction.CAPTURE : Direction.RENDER;
        var resources = new ResourceList(List.of(new DmaResource(provider, direction, format)));
        var bytes = Math.toIntExact(format.bytes(format.framesIn(RING_NANOS)));
        var channel = port.newSlaveDmaChannel(resources, 0, bytes, false, DmaSpeed.COMPATIBLE);
        try {
            allocate(channel, format, bytes);
        } catch (AudioException | RuntimeException | Error e) {
            channel.release();
            throw e;
        }
        channel.addRef();
        group.addRef();
        return new NewStream<>(new SlaveStream(channel, capture, format), channel, group);
    }

    /** Takes the largest buffer that the device grants, halving the wish as the samples of old do. */
    private static void allocate(IDmaChannelSlave channel, WaveFormat format, int wanted) throws AudioException {
        var smallest = format.framesIn(MIN_RING_NANOS);
        var frames = Math.min(wanted, channel.maximumBufferSize()) / (long) format.frameBytes();
        if (frames < smallest) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "the device's largest buffer is " + channel.maximumBufferSize() + " bytes, expected at least "
                            + format.bytes(smallest) + " for " + format);
        }
        for (; ; frames /= 2) {
            try {
                channel.allocateBuffer((int) format.bytes(frames), IDmaChannel.UNCONSTRAINED);
                return;
            } catch (AudioException e) {
                if (e.reason() != Reason.INSUFFICIENT_RESOURCES || frames / 2 < smallest) {
                    throw e;
                }
            }
        }
    }

    @Override
    protected void destroy() {
        port = null;
    }
}
