// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.portcls.DmaResource;
import org.wavedock.portcls.DmaSpeed;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.MemoryResource;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("The WaveCyclic port's DMA channels")
class DmaChannelFactoryTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final Card card =
            new Card(CardSettings.of(Map.of("name", "card", "substreams", "1")), scheduler, new CardRegistry());
    private final BusAddressSpace memory = new BusAddressSpace(0x1000, 0x1FF_FFFF);
    private final AdapterDriver adapter = new AdapterDriver();
    private IPortWaveCyclic port;

    /** An adapter driver's object: it has memory to offer, or not. */
    private final class AdapterDriver extends CUnknown {
        private boolean generous = true;

        @Override
        public <T> Optional<T> queryInterface(Class<T> type) {
            return type == DmaAdapter.class
                    ? Optional.of(memory).filter(offered -> generous).map(type::cast)
                    : super.queryInterface(type);
        }

        @Override
        protected void destroy() {
            // Nothing to free.
        }

        int references() {
            addRef();
            return release();
        }
    }

    @BeforeEach
    void setUp() throws AudioException {
        port = ports.newPort(IPortWaveCyclic.class);
        port.init(new SlaveMiniport(card, ports.newServiceGroup()), adapter, null);
    }

    @AfterEach
    void tearDown() {
        port.release();
        card.close();
        ports.end();
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private IDmaChannel master(int maximumLength) throws AudioException {
        return port.newMasterDmaChannel(null, maximumLength, true, false);
    }

    private IResourceList resources() {
        return ports.newResourceList(List.of(
                new MemoryResource(0x1000, 64),
                new DmaResource(card, Direction.RENDER, FORMAT),
                new MemoryResource(0x2000, 64),
                new DmaResource(card, Direction.CAPTURE, FORMAT)));
    }

    private IDmaChannelSlave slave(IResourceList resources, int index) throws AudioException {
        return port.newSlaveDmaChannel(resources, index, 65_536, false, DmaSpeed.COMPATIBLE);
    }

    @Test
    @DisplayName("A01 a master channel answers IDmaChannel and no slave's interface, A11 and has an adapter object")
    @Tag("A01")
    @Tag("A11")
    void shouldMakeAMaster() throws AudioException {
        try (var channel = master(65_536)) {
            assertThat(channel.queryInterface(IDmaChannel.class)).isPresent();
            assertThat(channel.queryInterface(IDmaChannelSlave.class)).isEmpty();
            assertThat(channel.getAdapterObject()).isPresent();
        }
    }

    @Test
    @DisplayName("A02 a list of resources is accepted like none")
    @Tag("A02")
    void shouldNotNeedResourcesForAMaster() throws AudioException {
        for (var list : new IResourceList[] {null, ports.newResourceList(List.of()), resources()}) {
            try (var channel = port.newMasterDmaChannel(list, 4_096, false, true)) {
                channel.allocateBuffer(4_096, UNCONSTRAINED);
                assertThat(channel.allocatedBufferSize()).isEqualTo(4_096);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_095, 65_536, Integer.MAX_VALUE})
    @DisplayName("A04 the maximum length is the maximum buffer size, exactly")
    @Tag("A04")
    void shouldTakeTheMaximumLength(int maximumLength) throws AudioException {
        try (var channel = master(maximumLength)) {
            assertThat(channel.maximumBufferSize()).isEqualTo(maximumLength);
            assertThat(channel.allocatedBufferSize()).isZero();
        }
        assertRefused(Reason.INVALID_PARAMETER, () -> master(0));
        assertRefused(Reason.INVALID_PARAMETER, () -> master(-1));
    }

    @Test
    @DisplayName("A10 one reference is the caller's: A25 one release frees the buffer")
    @Tag("A10")
    @Tag("A25")
    void shouldGiveOneReferenceOfAMaster() throws AudioException {
        var channel = master(4_096);
        channel.allocateBuffer(4_096, UNCONSTRAINED);
        var address = channel.physicalAddress();
        assertThat(memory.resolve(address, 4_096).capacity()).isEqualTo(4_096);
        assertThat(channel.release()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> memory.resolve(address, 1));
    }

    @Test
    @DisplayName("a channel lies where its device can reach it: 24 bits, 32, or all")
    void shouldReachAsFarAsTheDevice() throws AudioException {
        var most = 0x1FF_0000;
        try (var near = port.newMasterDmaChannel(null, most, false, false);
                var far = port.newMasterDmaChannel(null, most, true, false);
                var farther = port.newMasterDmaChannel(null, most, false, true)) {
            assertRefused(Reason.INSUFFICIENT_RESOURCES, () -> near.allocateBuffer(0x100_0000, UNCONSTRAINED));
            near.allocateBuffer(0x10_0000, UNCONSTRAINED);
            assertThat(near.physicalAddress() + 0x10_0000).isLessThanOrEqualTo(0x100_0000);
            far.allocateBuffer(0xF0_0000, UNCONSTRAINED);
            assertThat(far.physicalAddress() + 0xF0_0000).isGreaterThan(0x100_0000);
            far.freeBuffer();
            farther.allocateBuffer(0xF0_0000, UNCONSTRAINED);
        }
    }

    @Test
    @DisplayName("a refusal costs nobody a reference, and the port makes channels afterwards")
    void shouldRefuseOnceAndLeaveNothingBehind() throws AudioException {
        var before = adapter.references();
        adapter.generous = false;
        assertRefused(Reason.DEVICE_CONFIGURATION_ERROR, () -> master(4_096));
        assertThat(adapter.references()).isEqualTo(before);
        adapter.generous = true;
        assertThat(master(4_096).release()).isZero();

        var open = slave(resources(), 0);
        assertRefused(Reason.INSUFFICIENT_RESOURCES, () -> slave(resources(), 0));
        assertThat(open.release()).isZero();
        assertThat(slave(resources(), 0).release()).isZero();
    }

    @Test
    @DisplayName("A05 a slave channel answers both interfaces, A10 with one reference")
    @Tag("A05")
    @Tag("A10")
    void shouldMakeASlave() throws AudioException {
        var channel = slave(resources(), 0);
        assertThat(channel.queryInterface(IDmaChannelSlave.class)).isPresent();
        assertThat(channel.queryInterface(IDmaChannel.class)).isPresent();
        channel.allocateBuffer(400, UNCONSTRAINED);
        channel.start(400, true);
        assertThat(channel.readCounter()).isEqualTo(400);
        channel.stop();
        assertThat(channel.release()).isZero();
        assertThat(slave(resources(), 0).release())
                .as("the only substream is free")
                .isZero();
    }

    @Test
    @DisplayName("A06 without a DMA entry at the index there is no channel")
    @Tag("A06")
    void shouldNeedTheDmaEntry() {
        assertRefused(Reason.INVALID_PARAMETER, () -> slave(resources(), 2));
        assertRefused(Reason.INVALID_PARAMETER, () -> slave(resources(), -1));
        assertRefused(Reason.INVALID_PARAMETER, () -> slave(ports.newResourceList(List.of()), 0));
        assertRefused(
                Reason.INVALID_PARAMETER,
                () -> slave(ports.newResourceList(List.of(new MemoryResource(0x1000, 64))), 0));
        assertRefused(Reason.INVALID_PARAMETER, () -> slave(null, 0));
        assertRefused(
                Reason.INVALID_PARAMETER, () -> port.newSlaveDmaChannel(resources(), 0, 0, false, DmaSpeed.COMPATIBLE));
    }

    @Test
    @DisplayName("A07 the index counts DMA entries only, from 0")
    @Tag("A07")
    void shouldCountDmaEntriesOnly() throws AudioException {
        try (var first = slave(resources(), 0);
                var second = slave(resources(), 1)) {
            first.allocateBuffer(400, UNCONSTRAINED);
            second.allocateBuffer(400, UNCONSTRAINED);
            first.start(400, true);
            second.start(400, false);
            assertRefused(Reason.UNSUCCESSFUL, () -> second.start(400, false));
            first.stop();
            second.stop();
        }
    }
}
