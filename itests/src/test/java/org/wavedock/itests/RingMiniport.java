// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.wavedock.dma.CUnknown;
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
import org.wavedock.portcls.IServiceSink;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.portcls.PortFactory;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A driver author's WaveCyclic miniport over a slave channel, as the samples of old have it: one pin, which renders. */
final class RingMiniport extends CUnknown implements IMiniportWaveCyclic {
    private static final int RING_BYTES = 32_768;
    /** 10 ms in 100 ns units, from now. */
    private static final long NEXT_TICK = -100_000;

    private final PortFactory ports;
    private final DmaChannelProvider device;
    private final IServiceGroup group;
    private final Clock clock = new Clock();
    private IPortWaveCyclic port;

    RingMiniport(PortFactory ports, DmaChannelProvider device) {
        this.ports = ports;
        this.device = device;
        group = ports.newServiceGroup();
        group.supportDelayedService();
        group.addMember(clock);
        group.requestDelayedService(NEXT_TICK);
    }

    /** The interrupt, which here is the group's own timer. */
    private final class Clock extends CUnknown implements IServiceSink {
        @Override
        public void requestService() {
            group.requestDelayedService(NEXT_TICK);
        }

        @Override
        protected void destroy() {
            // It ends with the group.
        }
    }

    @Override
    public void init(IUnknown adapter, IResourceList resources, IPortWaveCyclic owner) {
        port = owner;
    }

    @Override
    public FilterDescriptor getDescription() {
        return new FilterDescriptor(
                List.of(new PinDescriptor(Direction.RENDER, 1, List.of(DataRange.of(Music.FORMAT)))));
    }

    @Override
    public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
        return Optional.empty();
    }

    @Override
    public NewStream<IMiniportWaveCyclicStream> newStream(int pin, boolean capture, WaveFormat format)
            throws AudioException {
        var resources = ports.newResourceList(List.of(new DmaResource(device, Direction.RENDER, format)));
        var channel = port.newSlaveDmaChannel(resources, 0, RING_BYTES, false, DmaSpeed.COMPATIBLE);
        channel.allocateBuffer(RING_BYTES, IDmaChannel.UNCONSTRAINED);
        channel.addRef();
        group.addRef();
        return new NewStream<>(new Stream(channel, format), channel, group);
    }

    @Override
    protected void destroy() {
        group.removeMember(clock);
        group.release();
        clock.release();
    }

    private static final class Stream extends CUnknown implements IMiniportWaveCyclicStream {
        private final IDmaChannelSlave channel;
        private final WaveFormat format;

        Stream(IDmaChannelSlave channel, WaveFormat format) {
            this.channel = channel;
            this.format = format;
        }

        @Override
        public void setFormat(WaveFormat newFormat) {
            throw new AssertionError("there is one format");
        }

        @Override
        public NotificationFreq setNotificationFreq(int intervalMillis) {
            return new NotificationFreq(
                    intervalMillis, (int) format.bytes(format.framesIn(intervalMillis * 1_000_000L)));
        }

        @Override
        public void setState(StreamState state) throws AudioException {
            if (state == StreamState.RUN) {
                channel.start(channel.bufferSize(), true);
            } else {
                channel.stop();
            }
        }

        @Override
        public int getPosition() {
            var count = channel.transferCount();
            var left = channel.readCounter();
            return left == 0 || count == 0 ? 0 : count - left;
        }

        @Override
        public long normalizePhysicalPosition(long bytes) {
            return format.unitsFor(bytes);
        }

        @Override
        public void silence(ByteBuffer buffer, int offset, int byteCount) {
            for (var i = 0; i < byteCount; i++) {
                buffer.put(offset + i, format.encoding().silence());
            }
        }

        @Override
        protected void destroy() {
            channel.release();
        }
    }
}
