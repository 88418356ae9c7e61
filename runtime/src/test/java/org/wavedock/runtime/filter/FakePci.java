// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.Mapping;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.wave.Direction;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A WavePci miniport with one stream, whose device the test is. Pin 0 renders, pin 1 captures. */
final class FakePci extends CUnknown implements IMiniportWavePci {
    final List<String> calls = new ArrayList<>();
    final FakeGroup group = new FakeGroup(calls);
    final Stream stream = new Stream();
    private final IDmaChannel channel = new CommonBufferDmaChannel(new BusAddressSpace(), 4_096);
    /** Whether the stream is notified, or the port has to look after it by itself. */
    boolean hasGroup = true;

    IPortWavePciStream port;

    /** The stream. */
    final class Stream extends CUnknown implements IMiniportWavePciStream {
        private final Mapping mapping = new Mapping();
        private final List<Long> out = new ArrayList<>();
        private long nextTag;
        long position;

        /** Takes a mapping; its bytes, or 0. */
        int take() {
            if (!port.getMapping(nextTag, mapping)) {
                return 0;
            }
            out.add(nextTag++);
            return mapping.byteCount();
        }

        /** Gives the oldest mapping back. */
        void release1() {
            port.releaseMapping(out.remove(0));
        }

        @Override
        public void setFormat(WaveFormat format) {
            calls.add("setFormat");
        }

        @Override
        public void setState(StreamState state) {
            calls.add(state.name());
            position = state == StreamState.STOP ? 0 : position;
        }

        @Override
        public long getPosition() {
            return position;
        }

        @Override
        public long normalizePhysicalPosition(long bytes) {
            return bytes;
        }

        @Override
        public AllocatorFraming getAllocatorFraming() {
            return new AllocatorFraming(5, 960, 16);
        }

        @Override
        public int revokeMappings(long firstTag, long lastTag) {
            var before = out.size();
            out.removeIf(tag -> tag >= firstTag && tag <= lastTag);
            calls.add("revoke " + (before - out.size()));
            return before - out.size();
        }

        @Override
        public void mappingAvailable() {
            calls.add("mappingAvailable");
        }

        @Override
        public void service() {
            calls.add("service");
        }

        @Override
        protected void destroy() {
            calls.add("stream gone");
        }
    }

    @Override
    public Optional<IServiceGroup> init(IUnknown adapter, IResourceList resources, IPortWavePci owner) {
        return Optional.empty();
    }

    @Override
    public FilterDescriptor getDescription() {
        return new FilterDescriptor(List.of(
                new PinDescriptor(Direction.RENDER, 1, List.of(FakeMiniport.RANGE)),
                new PinDescriptor(Direction.CAPTURE, 1, List.of(FakeMiniport.RANGE))));
    }

    @Override
    public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
        return Optional.empty();
    }

    @Override
    public NewStream<IMiniportWavePciStream> newStream(
            IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) {
        port = portStream;
        return new NewStream<>(stream, channel, hasGroup ? group : null);
    }

    @Override
    public void service() {
        throw new AssertionError("there is no group for the filter");
    }

    @Override
    protected void destroy() {
        calls.add("miniport gone");
    }
}
