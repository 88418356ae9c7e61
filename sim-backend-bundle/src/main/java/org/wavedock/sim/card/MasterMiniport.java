// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.List;
import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IDmaChannel;
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
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.portcls.PortFactory;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** A simulated card's WavePci miniport: one group for all of its streams. */
final class MasterMiniport extends CUnknown implements IMiniportWavePci {
    private static final int RENDER_PIN = 0;
    private static final int CAPTURE_PIN = 1;
    private static final int ADDRESS_BITS_32 = 32;

    private final Card card;
    private final IServiceGroup group;
    private IPortWavePci port;

    MasterMiniport(Card card, PortFactory ports) {
        this.card = card;
        group = ports.newServiceGroup();
    }

    @Override
    public Optional<IServiceGroup> init(IUnknown adapter, IResourceList resources, IPortWavePci owner) {
        port = owner;
        return Optional.empty();
    }

    @Override
    public FilterDescriptor getDescription() {
        var formats = card.settings().formats();
        var range = new DataRange(
                formats.minRate(),
                formats.maxRate(),
                formats.minChannels(),
                formats.maxChannels(),
                formats.encodings());
        var substreams = card.settings().substreams();
        return new FilterDescriptor(List.of(
                new PinDescriptor(Direction.RENDER, substreams, List.of(range)),
                new PinDescriptor(Direction.CAPTURE, substreams, List.of(range))));
    }

    /** The port's choice from the ranges will do. */
    @Override
    public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
        return Optional.empty();
    }

    @Override
    public NewStream<IMiniportWavePciStream> newStream(
            IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) throws AudioException {
        if (pin != (capture ? CAPTURE_PIN : RENDER_PIN)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "pin is " + pin + ", expected " + RENDER_PIN + " to render and " + CAPTURE_PIN + " to capture");
        }
        card.meetNewStream();
        var wide = card.settings().memory().addressBits() > ADDRESS_BITS_32;
        var channel = port.newMasterDmaChannel(null, true, wide, false, DescriptorList.BYTES);
        try {
            card.meetAllocation(DescriptorList.BYTES);
            channel.allocateBuffer(DescriptorList.BYTES, IDmaChannel.UNCONSTRAINED);
            var stream = card.newMasterStream(
                    capture ? Direction.CAPTURE : Direction.RENDER,
                    format,
                    new MasterStream.Host(portStream, channel, () -> port.notify(group)));
            group.addRef();
            return new NewStream<>(stream, channel, group);
        } catch (AudioException | RuntimeException e) {
            channel.release();
            throw e;
        }
    }

    @Override
    public void service() {
        // It has no group for the filter.
    }

    @Override
    protected void destroy() {
        group.release();
        port = null;
    }
}
