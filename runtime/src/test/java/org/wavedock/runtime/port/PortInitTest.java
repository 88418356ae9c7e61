// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniportWaveCyclic;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.MemoryResource;
import org.wavedock.portcls.NewStream;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("Making and binding ports")
class PortInitTest {
    private final Ports ports = new Ports(new VirtualScheduler());
    private final List<Object> given = new ArrayList<>();

    @AfterEach
    void tearDown() {
        ports.end();
    }

    /** What the two miniports have in common: they note what they are given, and may fail. */
    private abstract class Miniport extends CUnknown {
        AudioException initFailure;
        RuntimeException descriptionFailure;
        boolean destroyed;

        void initialized(Object... arguments) throws AudioException {
            given.addAll(Arrays.asList(arguments));
            if (initFailure != null) {
                throw initFailure;
            }
        }

        public FilterDescriptor getDescription() {
            given.add("description");
            if (descriptionFailure != null) {
                throw descriptionFailure;
            }
            return new FilterDescriptor(List.of());
        }

        public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
            return Optional.empty();
        }

        @Override
        protected void destroy() {
            destroyed = true;
        }
    }

    private final class Cyclic extends Miniport implements IMiniportWaveCyclic {
        @Override
        public void init(IUnknown adapter, IResourceList resources, IPortWaveCyclic port) throws AudioException {
            initialized(adapter, resources, port);
        }

        @Override
        public NewStream<IMiniportWaveCyclicStream> newStream(int pin, boolean capture, WaveFormat format) {
            throw new AssertionError("no stream is wanted");
        }
    }

    private final class Pci extends Miniport implements IMiniportWavePci {
        @Override
        public Optional<IServiceGroup> init(IUnknown adapter, IResourceList resources, IPortWavePci port)
                throws AudioException {
            initialized(adapter, resources, port);
            return Optional.empty();
        }

        @Override
        public NewStream<IMiniportWavePciStream> newStream(
                IPortWavePciStream portStream, int pin, boolean capture, WaveFormat format) {
            throw new AssertionError("no stream is wanted");
        }

        @Override
        public void service() {
            throw new AssertionError("nobody asked");
        }
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private IResourceList resources() {
        return ports.newResourceList(List.of(new MemoryResource(0x1000, 64), new MemoryResource(0x2000, 32)));
    }

    @Test
    @Tag("A36")
    @DisplayName("A36 each class of port gives a port of that kind, a new one each time, with one reference")
    void makesPorts() throws AudioException {
        var cyclic = ports.newPort(IPortWaveCyclic.class);
        var pci = ports.newPort(IPortWavePci.class);
        assertThat(cyclic).isNotInstanceOf(IPortWavePci.class).isNotSameAs(ports.newPort(IPortWaveCyclic.class));
        assertThat(pci).isNotInstanceOf(IPortWaveCyclic.class).isNotSameAs(ports.newPort(IPortWavePci.class));
        assertThat(cyclic.queryInterface(IPortWaveCyclic.class)).containsSame(cyclic);
        assertThat(pci.queryInterface(IPortWavePci.class)).containsSame(pci);
        assertThat(cyclic.release()).isZero();
        assertThat(pci.release()).isZero();
    }

    @Test
    @Tag("B05")
    @DisplayName("B05 no class is INVALID_PARAMETER, and one that is no port's NOT_SUPPORTED")
    void refusesOtherClasses() {
        assertRefused(Reason.INVALID_PARAMETER, () -> ports.newPort(null));
        assertRefused(Reason.NOT_SUPPORTED, () -> ports.newPort(IPort.class));
    }

    @Test
    @Tag("A08")
    @DisplayName("A08 a WavePci port has no way to a slave channel, neither a method nor another interface")
    void pciMakesNoSlaves() throws AudioException {
        assertThat(IPortWavePci.class.getMethods()).allSatisfy(method -> {
            assertThat(method.getReturnType()).isNotEqualTo(IDmaChannelSlave.class);
            assertThat(method.getName()).doesNotContainIgnoringCase("slave");
        });
        assertThat(ports.newPort(IPortWavePci.class).queryInterface(IPortWaveCyclic.class))
                .isEmpty();
    }

    @Test
    @Tag("A38")
    @Tag("B06")
    @DisplayName(
            "A38 and B06 a port refuses what is not its kind of miniport with INVALID_PARAMETER, and can be bound after")
    void refusesOtherMiniports() throws AudioException {
        var cyclic = ports.newPort(IPortWaveCyclic.class);
        var pci = ports.newPort(IPortWavePci.class);
        var cyclicMiniport = new Cyclic();
        var pciMiniport = new Pci();
        assertRefused(Reason.INVALID_PARAMETER, () -> cyclic.init(pciMiniport, null, null));
        assertRefused(Reason.INVALID_PARAMETER, () -> pci.init(cyclicMiniport, null, null));
        assertRefused(Reason.INVALID_PARAMETER, () -> cyclic.init(null, null, null));
        assertRefused(Reason.INVALID_PARAMETER, () -> pci.init(null, null, null));
        assertThat(given).isEmpty();
        cyclic.init(cyclicMiniport, null, null);
        pci.init(pciMiniport, null, null);
        assertThat(given).hasSize(8);
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> cyclic.init(new Cyclic(), null, null));
        cyclic.release();
        pci.release();
        assertThat(cyclicMiniport.release()).isZero();
        assertThat(pciMiniport.release()).isZero();
    }

    @Test
    @Tag("A39")
    @DisplayName("A39 the miniport is set up inside init, with the very objects that init was given, then described")
    void setsTheMiniportUp() throws AudioException {
        var adapter = new Cyclic();
        var resources = resources();
        var cyclic = ports.newPort(IPortWaveCyclic.class);
        cyclic.init(new Cyclic(), adapter, resources);
        assertSame(adapter, resources, cyclic, "description");
        assertThat(((WaveCyclicPort) cyclic).description()).isEqualTo(new FilterDescriptor(List.of()));
        var pci = ports.newPort(IPortWavePci.class);
        given.clear();
        pci.init(new Pci(), adapter, resources);
        assertSame(adapter, resources, pci, "description");
    }

    private void assertSame(Object... expected) {
        assertThat(given).hasSameSizeAs(expected);
        for (var i = 0; i < expected.length; i++) {
            assertThat(given.get(i)).isSameAs(expected[i]);
        }
    }

    @Test
    @Tag("A40")
    @DisplayName("A40 the resource list is as it was after init, and nobody can change it")
    void leavesResourcesAlone() throws AudioException {
        var resources = resources();
        var before = List.copyOf(resources.entries());
        ports.newPort(IPortWaveCyclic.class).init(new Cyclic(), null, resources);
        ports.newPort(IPortWavePci.class).init(new Pci(), null, resources);
        assertThat(resources.entries()).isEqualTo(before);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> resources.entries().remove(0));
        assertThat(resources.numberOfEntriesOfType(MemoryResource.class)).isEqualTo(2);
    }

    @Test
    @Tag("A41")
    @DisplayName("A41 no adapter is fine: the miniport is told so")
    void needsNoAdapter() throws AudioException {
        ports.newPort(IPortWaveCyclic.class).init(new Cyclic(), null, null);
        ports.newPort(IPortWavePci.class).init(new Pci(), null, null);
        assertThat(given.get(0)).isNull();
        assertThat(given.get(4)).isNull();
    }

    @Test
    @Tag("B07")
    @DisplayName(
            "B07 a miniport that fails: its own exception reaches the caller, its reference comes back, the port is free")
    void givesUpFailedMiniports() throws AudioException {
        for (var make : List.<java.util.function.Supplier<Miniport>>of(Cyclic::new, Pci::new)) {
            var adapter = new Cyclic();
            var refusing = make.get();
            refusing.initFailure = new AudioException(Reason.DEVICE_CONFIGURATION_ERROR, "no hardware");
            var port = refusing instanceof Cyclic
                    ? ports.newPort(IPortWaveCyclic.class)
                    : ports.newPort(IPortWavePci.class);
            assertThatThrownBy(() -> port.init(refusing, adapter, null)).isSameAs(refusing.initFailure);
            assertThat(refusing.release()).isZero();
            var mute = make.get();
            mute.descriptionFailure = new IllegalStateException("no description");
            assertThatThrownBy(() -> port.init(mute, adapter, null)).isSameAs(mute.descriptionFailure);
            assertThat(mute.release()).isZero();
            assertThat(adapter.release()).isZero();
            var good = make.get();
            port.init(good, null, null);
            good.release();
            assertThat(good.destroyed).isFalse();
            port.release();
            assertThat(good.destroyed).isTrue();
        }
    }

    @Test
    @DisplayName("keeps the adapter as long as it is bound")
    void keepsTheAdapter() throws AudioException {
        var adapter = new Cyclic();
        var port = ports.newPort(IPortWaveCyclic.class);
        port.init(new Cyclic(), adapter, null);
        adapter.release();
        assertThat(adapter.destroyed).isFalse();
        port.release();
        assertThat(adapter.destroyed).isTrue();
    }
}
