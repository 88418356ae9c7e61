// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.portcls.DmaResource;
import org.wavedock.portcls.DmaSpeed;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.MemoryResource;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("The port factory and the WaveCyclic port")
class WaveCyclicPortTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final Card card = new Card(CardSettings.of(Map.of("name", "card")), scheduler, new CardRegistry());

    @AfterEach
    void tearDown() {
        card.close();
        ports.end();
    }

    /** An adapter driver's object: it has memory to offer. */
    private static final class AdapterDriver extends CUnknown {
        private final DmaAdapter memory = new BusAddressSpace();

        @Override
        public <T> Optional<T> queryInterface(Class<T> type) {
            return type.isInstance(memory) ? Optional.of(type.cast(memory)) : super.queryInterface(type);
        }

        @Override
        protected void destroy() {
            // Nothing to free.
        }
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private SlaveMiniport miniport() {
        return new SlaveMiniport(card, ports.newServiceGroup());
    }

    @Test
    @DisplayName("A36 and B05 makes the ports it knows, and says what it expected otherwise")
    void makesPorts() throws AudioException {
        assertThat(ports.newPort(IPortWaveCyclic.class)).isInstanceOf(IPortWaveCyclic.class);
        assertThat(ports.newPort(IPortWavePci.class)).isInstanceOf(WavePciPort.class);
        assertRefused(Reason.NOT_SUPPORTED, () -> ports.newPort(IPort.class));
        assertRefused(Reason.INVALID_PARAMETER, () -> ports.newPort(null));
    }

    @Test
    @DisplayName("A01, A02, A04, A10 and A11 makes a master channel from the adapter's memory")
    void makesMasterChannels() throws AudioException {
        var port = ports.newPort(IPortWaveCyclic.class);
        port.init(miniport(), new AdapterDriver(), null);
        var channel = port.newMasterDmaChannel(null, 65_536, true, false);
        assertThat(channel.queryInterface(IDmaChannel.class)).isPresent();
        assertThat(channel.maximumBufferSize()).isEqualTo(65_536);
        assertThat(channel.getAdapterObject()).isPresent();
        channel.allocateBuffer(1_000, 0xFFFF);
        assertThat(channel.release()).isZero();
        assertRefused(Reason.INVALID_PARAMETER, () -> port.newMasterDmaChannel(null, 0, true, false));
    }

    @Test
    @DisplayName("a port without an adapter has no memory for a master channel, and says so")
    void masterNeedsMemory() throws AudioException {
        var port = ports.newPort(IPortWaveCyclic.class);
        port.init(miniport(), null, null);
        assertRefused(Reason.DEVICE_CONFIGURATION_ERROR, () -> port.newMasterDmaChannel(null, 4_096, true, false));
    }

    @Test
    @DisplayName("A05, A06 and A07 makes a slave channel from the DMA entry asked for")
    void makesSlaveChannels() throws AudioException {
        var port = ports.newPort(IPortWaveCyclic.class);
        var resources = ports.newResourceList(
                List.of(new MemoryResource(0x1000, 64), new DmaResource(card, Direction.RENDER, FORMAT)));
        var channel = port.newSlaveDmaChannel(resources, 0, 65_536, false, DmaSpeed.COMPATIBLE);
        assertThat(channel.queryInterface(IDmaChannel.class)).isPresent();
        assertThat(channel.release()).isZero();
        assertRefused(
                Reason.INVALID_PARAMETER,
                () -> port.newSlaveDmaChannel(resources, 1, 65_536, false, DmaSpeed.COMPATIBLE));
        assertRefused(
                Reason.INVALID_PARAMETER, () -> port.newSlaveDmaChannel(null, 0, 65_536, false, DmaSpeed.COMPATIBLE));
    }

    @Test
    @DisplayName("A38, A41 and B06 refuses what is not a WaveCyclic miniport; a null adapter is fine")
    void initChecksTheMiniport() throws AudioException {
        var port = ports.newPort(IPortWaveCyclic.class);
        assertRefused(Reason.INVALID_PARAMETER, () -> port.init(new AdapterDriver(), null, null));
        assertRefused(Reason.INVALID_PARAMETER, () -> port.init(null, null, null));
        port.init(miniport(), null, null);
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> port.init(miniport(), null, null));
    }

    @Test
    @DisplayName("A42, A50, A52 and A53 a stream stops at 0, runs, stands where it was paused, and starts over")
    void streamStates() throws AudioException {
        var port = new WaveCyclicPort();
        port.init(miniport(), null, null);
        var opened = port.open(SlaveMiniport.RENDER_PIN, false, FORMAT);
        var stream = opened.stream();
        assertThat(stream.getPosition()).isZero();
        stream.setState(StreamState.ACQUIRE);
        stream.setState(StreamState.PAUSE);
        stream.setState(StreamState.RUN);
        scheduler.await(() -> false, 10_000_000);
        assertThat(stream.getPosition()).isEqualTo(1_920);
        stream.setState(StreamState.PAUSE);
        scheduler.await(() -> false, 10_000_000);
        assertThat(stream.getPosition()).isEqualTo(1_920);
        stream.setState(StreamState.RUN);
        scheduler.await(() -> false, 10_000_000);
        assertThat(stream.getPosition()).isEqualTo(3_840);
        stream.setState(StreamState.PAUSE);
        stream.setState(StreamState.ACQUIRE);
        stream.setState(StreamState.STOP);
        assertThat(stream.getPosition()).isZero();
        assertThat(stream.normalizePhysicalPosition(192_000)).isEqualTo(10_000_000);
    }
}
