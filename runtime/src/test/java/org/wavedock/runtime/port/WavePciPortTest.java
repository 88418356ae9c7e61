// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
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
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("The WavePci port")
class WavePciPortTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    /** An adapter with a bus. */
    private static final class Adapter extends CUnknown {
        final BusAddressSpace bus = new BusAddressSpace(1 << 16, 1L << 40);

        @Override
        public <T> Optional<T> queryInterface(Class<T> type) {
            return type == DmaAdapter.class ? Optional.of(type.cast(bus)) : super.queryInterface(type);
        }

        @Override
        protected void destroy() {
            // nothing
        }
    }

    /** A miniport whose channel must not be touched by anybody. */
    private static final class Miniport extends CUnknown implements IMiniportWavePci {
        final FakePciStream stream = new FakePciStream();
        final IServiceGroup filterGroup;
        int services;

        Miniport(IServiceGroup filterGroup) {
            this.filterGroup = filterGroup;
        }

        @Override
        public Optional<IServiceGroup> init(IUnknown adapter, IResourceList resources, IPortWavePci port) {
            if (filterGroup != null) {
                filterGroup.addRef();
            }
            return Optional.ofNullable(filterGroup);
        }

        @Override
        public FilterDescriptor getDescription() {
            return new FilterDescriptor(List.of());
        }

        @Override
        public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
            return Optional.empty();
        }

        @Override
        public NewStream<IMiniportWavePciStream> newStream(
                IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) {
            stream.addRef();
            return new NewStream<>(stream, untouchable(), null);
        }

        private static IDmaChannel untouchable() {
            return (IDmaChannel) Proxy.newProxyInstance(
                    IDmaChannel.class.getClassLoader(), new Class<?>[] {IDmaChannel.class}, (proxy, method, args) -> {
                        throw new AssertionError("the port called " + method.getName() + " of a WavePci channel");
                    });
        }

        @Override
        public void service() {
            services++;
        }

        @Override
        protected void destroy() {
            stream.release();
        }
    }

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);

    private static WavePciPort bind(Miniport miniport, IUnknown adapter) throws AudioException {
        var port = new WavePciPort();
        port.init(miniport, adapter, null);
        return port;
    }

    @Test
    @Tag("A09")
    @DisplayName("makes a master channel whose buffer lies where the device can reach it, or none")
    void makesMasterChannels() throws AudioException {
        var port = bind(new Miniport(null), new Adapter());
        var channel = port.newMasterDmaChannel(null, true, false, true, 0x1_FFFE);
        assertThat(channel.maximumBufferSize()).isEqualTo(0x1_FFFE);
        assertThat(channel.getAdapterObject()).isPresent();
        channel.allocateBuffer(0x1_FFFE, IDmaChannel.UNCONSTRAINED);
        assertThat(channel.physicalAddress()).isBetween(1L << 16, 0xFFFF_FFFFL - 0x1_FFFE);
        assertThat(channel.release()).isZero();
        assertThatThrownBy(() -> port.newMasterDmaChannel(null, true, true, false, 0))
                .satisfies(refusal ->
                        assertThat(((AudioException) refusal).reason()).isEqualTo(Reason.INVALID_PARAMETER));
        var poor = bind(new Miniport(null), null);
        assertThatThrownBy(() -> poor.newMasterDmaChannel(null, true, true, false, 10))
                .satisfies(refusal ->
                        assertThat(((AudioException) refusal).reason()).isEqualTo(Reason.DEVICE_CONFIGURATION_ERROR));
    }

    @Test
    @DisplayName("refuses a buffer that lies beyond the device's 24 or 32 address lines, and never relaxes that")
    void keepsToAddressLines() throws AudioException {
        var adapter = new Adapter();
        var port = bind(new Miniport(null), adapter);
        var half = 1 << 30;
        var isa = port.newMasterDmaChannel(null, false, false, false, half);
        assertThatThrownBy(() -> isa.allocateBuffer(1 << 24, IDmaChannel.UNCONSTRAINED))
                .satisfies(refusal ->
                        assertThat(((AudioException) refusal).reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES));
        isa.allocateBuffer(1 << 20, IDmaChannel.UNCONSTRAINED);
        assertThat(isa.physicalAddress() + (1 << 20)).isLessThanOrEqualTo(1 << 24);
    }

    @Test
    @Tag("A08")
    @DisplayName("has no slave channel to give")
    void hasNoSlaves() {
        assertThat(IPortWavePci.class.getMethods())
                .noneMatch(method -> IDmaChannelSlave.class.isAssignableFrom(method.getReturnType()))
                .noneMatch(method -> method.getName().contains("Slave"));
    }

    @Test
    @Tag("A45")
    @DisplayName("never touches the channel that comes with a stream, nor lets go of it")
    void leavesTheChannelAlone() throws AudioException {
        var miniport = new Miniport(null);
        var port = bind(miniport, new Adapter());
        var ring = new FrameRing(4_800, FORMAT.frameBytes());
        var pin = port.openRender(FORMAT, ring, new PinTerms(40_000_000, 0, 0));
        pin.prepare(() -> 0);
        ring.append(ByteBuffer.allocate(4_000), 1_000);
        pin.fill();
        pin.start(0);
        pin.pass(10_000_000);
        pin.halt(20_000_000);
        pin.close();
        assertThat(miniport.stream.calls)
                .containsExactly(
                        "state ACQUIRE", "state PAUSE", "state RUN", "state PAUSE", "state ACQUIRE", "state STOP");
        // It has no group: nobody asked for service.
        assertThat(miniport.stream.services).isZero();
        assertThat(port.release()).isZero();
        assertThat(miniport.release()).isZero();
        assertThat(miniport.stream.calls).endsWith("gone");
    }

    @Test
    @Tag("A64")
    @DisplayName("has the filter serviced, once, when the miniport's own group is notified")
    void servicesTheFilter() throws AudioException {
        var group = ports.newServiceGroup();
        var miniport = new Miniport(group);
        var port = bind(miniport, null);
        port.notify(group);
        port.notify(group);
        assertThat(miniport.services).isZero();
        scheduler.await(() -> false, 1_000_000);
        assertThat(miniport.services).isEqualTo(1);
        port.release();
        assertThat(group.release()).isZero();
        assertThat(miniport.release()).isZero();
    }

    @Test
    @Tag("A65")
    @DisplayName("never services a filter that has no group")
    void leavesTheFilterAlone() throws AudioException {
        var miniport = new Miniport(null);
        var port = bind(miniport, null);
        port.notify(null);
        var stranger = ports.newServiceGroup();
        port.notify(stranger);
        scheduler.await(() -> false, 1_000_000_000);
        assertThat(miniport.services).isZero();
    }

    @Test
    @Tag("A94")
    @DisplayName("makes the packets it likes, whatever the miniport would prefer")
    void overridesTheFraming() throws AudioException {
        var card = new Card(CardSettings.of(Map.of("render.to", "memory")), scheduler, new CardRegistry());
        var port = new WavePciPort();
        try (var miniport = card.newWavePciMiniport(ports)) {
            port.init(miniport, card.adapter(), null);
        }
        var memory = ByteBuffer.allocateDirect(8_000);
        var content = new byte[8_000];
        new Random(1).nextBytes(content);
        memory.put(0, content);
        var pages = new PageMap(port.map(memory));
        var queue = new PacketQueue(false, 8_192);
        var opened = port.open(queue, 0, false, FORMAT);
        queue.bind(port.miniport(), opened.stream());
        assertThat(opened.stream().getAllocatorFraming().frameSize()).isEqualTo(1_920);
        queue.open();
        for (var at = 0; at < 8_000; ) {
            var bytes = Math.min(8_000 - at, 1 + at % 7);
            assertThat(queue.submit(new Packet(pages, (packet, reason, done) -> {}).fill(at, bytes, false)))
                    .isTrue();
            at += bytes;
        }
        var ladder = new StateLadder(opened.stream()::setState);
        ladder.go(StreamState.RUN);
        for (var i = 0; i < 10_000 && opened.stream().getPosition() < 8_000; i++) {
            scheduler.await(() -> false, 100_000);
            opened.stream().service();
        }
        assertThat(deSilenced(card.rendered(0), content)).isTrue();
    }

    /** Whether the content was heard in order, with nothing but silence between. */
    private static boolean deSilenced(byte[] heard, byte[] content) {
        var at = 0;
        for (var i = 0; i < heard.length && at < content.length; i += 4) {
            if (Arrays.equals(heard, i, i + 4, content, at, at + 4)) {
                at += 4;
            } else if (heard[i] != 0 || heard[i + 1] != 0 || heard[i + 2] != 0 || heard[i + 3] != 0) {
                return false;
            }
        }
        return at == content.length;
    }
}
