// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.DynamicSubdevice.Wire;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IUnregisterPhysicalConnection;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.portcls.PhysicalConnection;
import org.wavedock.portcls.WaveFilter;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.runtime.port.Ports;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("The registry of subdevices")
class RegistryTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final Shelf shelf = new Shelf();
    private final Registry registry = new Registry(scheduler, ports, shelf);
    private final FakeMiniport miniport = new FakeMiniport();

    @AfterEach
    void tearDown() {
        registry.close();
        ports.end();
    }

    static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private IPortWaveCyclic port(FakeMiniport bound) throws AudioException {
        var port = ports.newPort(IPortWaveCyclic.class);
        port.init(bound, null, null);
        return port;
    }

    private IPortWaveCyclic port() throws AudioException {
        return port(new FakeMiniport());
    }

    private static void unregister(IPortWaveCyclic port) throws AudioException {
        port.queryInterface(IUnregisterSubdevice.class).orElseThrow().unregisterSubdevice(port);
    }

    @Test
    @DisplayName("a subdevice is published with what clients choose by, and vanishes with its device")
    void shouldPublishSubdevices() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        device.registerSubdevice("wave", port());
        assertThat(shelf.properties("wave"))
                .containsEntry(WaveFilter.DEVICE, "card")
                .containsEntry(WaveFilter.PORT_CLASS, "IPortWaveCyclic")
                .containsEntry(WaveFilter.DIRECTIONS, new String[] {"RENDER", "CAPTURE"});
        device.close();
        device.close();
        assertThat(shelf.events).containsExactly("+wave", "-wave");
        assertRefused(Reason.DEVICE_REMOVED, () -> device.registerSubdevice("wave", port()));
        registry.addAdapterDevice("card", 1);
    }

    @Test
    @Tag("A101")
    @Tag("C13")
    @DisplayName("subdevice names are unique on a device, and free for another device")
    void shouldRefuseADuplicateName() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        var second = port();
        device.registerSubdevice("wave", port());
        assertRefused(Reason.OBJECT_NAME_COLLISION, () -> device.registerSubdevice("wave", second));
        assertThat(second.queryInterface(IUnregisterSubdevice.class)).isEmpty();
        device.registerSubdevice("wave2", second);
        registry.addAdapterDevice("other", 4).registerSubdevice("wave", port());
        assertRefused(Reason.OBJECT_NAME_COLLISION, () -> registry.addAdapterDevice("card", 4));
    }

    @Test
    @Tag("A102")
    @Tag("C13")
    @DisplayName("a device has no more subdevices than it was given room for, and each device counts its own")
    void shouldRefuseMoreThanMaxObjects() throws AudioException {
        var device = registry.addAdapterDevice("card", 2);
        var first = port();
        device.registerSubdevice("a", first);
        device.registerSubdevice("b", port());
        assertRefused(Reason.INSUFFICIENT_RESOURCES, () -> device.registerSubdevice("c", port()));
        registry.addAdapterDevice("other", 1).registerSubdevice("c", port());
        unregister(first);
        device.registerSubdevice("c", port());
        assertRefused(Reason.INVALID_PARAMETER, () -> registry.addAdapterDevice("none", 0));
    }

    @Test
    @DisplayName("refuses what is no port, what is not bound, and a port that is registered")
    void shouldCheckThePort() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        var other = registry.addAdapterDevice("other", 4);
        var port = port();
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerSubdevice("wave", null));
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerSubdevice("wave", miniport));
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerSubdevice(" ", port));
        assertRefused(
                Reason.INVALID_DEVICE_STATE,
                () -> device.registerSubdevice("wave", ports.newPort(IPortWaveCyclic.class)));
        device.registerSubdevice("wave", port);
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> other.registerSubdevice("wave", port));
        assertThat(shelf.events).containsExactly("+wave");
    }

    @Test
    @Tag("A103")
    @DisplayName("the registration keeps port and miniport alive when the adapter has released both")
    void shouldKeepThePortAlive() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var port = port(miniport);
        device.registerSubdevice("wave", port);
        port.release();
        miniport.release();
        assertThat(miniport.destroyed).isFalse();
        assertThat(shelf.client("wave").description().pins()).hasSize(2);
        device.close();
        assertThat(miniport.destroyed).isTrue();
    }

    @Test
    @Tag("A105")
    @DisplayName("a withdrawn subdevice's port and name can be registered again")
    void shouldRegisterAgain() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var port = port();
        for (var i = 0; i < 3; i++) {
            device.registerSubdevice("wave", port);
            assertThat(shelf.has("wave")).isTrue();
            unregister(port);
            assertThat(shelf.has("wave")).isFalse();
        }
        device.registerSubdevice("wave", port());
    }

    @Test
    @Tag("A106")
    @DisplayName("who holds IUnregisterSubdevice keeps the port and its miniport alive, also after withdrawal")
    void shouldStayAliveForTheHolder() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var port = port(miniport);
        miniport.release();
        device.registerSubdevice("wave", port);
        var handle = port.queryInterface(IUnregisterSubdevice.class).orElseThrow();
        handle.addRef();
        port.release();
        handle.unregisterSubdevice(port);
        assertThat(miniport.destroyed).isFalse();
        assertThat(handle.release()).isZero();
        assertThat(miniport.destroyed).isTrue();
    }

    @Test
    @Tag("B28")
    @DisplayName("withdrawing what is no port is refused; withdrawing twice is fine")
    void shouldWithdrawTwice() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var port = port(miniport);
        device.registerSubdevice("wave", port);
        var handle = port.queryInterface(IUnregisterSubdevice.class).orElseThrow();
        assertRefused(Reason.INVALID_PARAMETER, () -> handle.unregisterSubdevice(miniport));
        assertRefused(Reason.INVALID_PARAMETER, () -> handle.unregisterSubdevice(null));
        assertThat(shelf.has("wave")).isTrue();
        handle.unregisterSubdevice(port);
        handle.unregisterSubdevice(port);
        unregister(port);
        assertThat(shelf.events).containsExactly("+wave", "-wave");
        assertThat(port.release()).isZero();
    }

    @Test
    @DisplayName("a client's filter that outlives its subdevice says so")
    void shouldTellAfterWithdrawal() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var port = port();
        device.registerSubdevice("wave", port);
        var client = shelf.client("wave");
        unregister(port);
        assertRefused(Reason.DEVICE_REMOVED, () -> client.newPin(0, FORMAT, Streaming.ORDINARY));
        assertRefused(Reason.DEVICE_REMOVED, () -> client.pinCounts(0));
        assertRefused(Reason.DEVICE_REMOVED, () -> client.dataRangeIntersection(0, DataRange.of(FORMAT)));
    }

    @Test
    @Tag("B29")
    @DisplayName("connections need two ports that are registered on the device, and pins that are there")
    void shouldConnectRegisteredPortsOnly() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        var from = port();
        var to = port();
        device.registerSubdevice("from", from);
        assertRefused(Reason.UNSUCCESSFUL, () -> device.registerPhysicalConnection(from, 1, to, 0));
        assertRefused(Reason.UNSUCCESSFUL, () -> device.registerPhysicalConnection(to, 1, from, 0));
        registry.addAdapterDevice("other", 1).registerSubdevice("to", to);
        assertRefused(Reason.UNSUCCESSFUL, () -> device.registerPhysicalConnection(from, 1, to, 0));
        unregister(to);
        device.registerSubdevice("to", to);
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerPhysicalConnection(from, 2, to, 0));
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerPhysicalConnection(from, 1, to, -1));
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerPhysicalConnection(null, 1, to, 0));
        assertRefused(Reason.INVALID_PARAMETER, () -> device.registerPhysicalConnection(from, 1, null, 0));
        assertThat(device.physicalConnections()).isEmpty();
        device.registerPhysicalConnection(from, 1, to, 0);
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> device.registerPhysicalConnection(from, 1, to, 0));
        assertThat(shelf.client("to").physicalConnections())
                .containsExactly(new PhysicalConnection("from", 1, "to", 0));
    }

    @Test
    @DisplayName("connections are withdrawn through the port; what is left behind goes with the subdevice")
    void shouldWithdrawConnections() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        var from = port();
        var to = port();
        device.registerSubdevice("from", from);
        device.registerSubdevice("to", to);
        device.registerPhysicalConnection(from, 0, to, 0);
        device.registerPhysicalConnection(from, 1, to, 1);
        var handle = from.queryInterface(IUnregisterPhysicalConnection.class).orElseThrow();
        handle.unregisterPhysicalConnection(from, 0, to, 0);
        assertRefused(Reason.NOT_FOUND, () -> handle.unregisterPhysicalConnection(from, 0, to, 0));
        assertRefused(Reason.INVALID_PARAMETER, () -> handle.unregisterPhysicalConnection(from, 1, null, 1));
        assertThat(device.physicalConnections()).containsExactly(new PhysicalConnection("from", 1, "to", 1));
        unregister(to);
        assertThat(device.physicalConnections()).isEmpty();
    }

    @Test
    @Tag("A104")
    @DisplayName("a plug registers subdevice, then connection, then the jack; an unplug goes the other way")
    void shouldPlugAndUnplugInOrder() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        var topology = port();
        var wave = port();
        device.registerSubdevice("topology", topology);
        var jack = device.newDynamicSubdevice("wave");
        jack.instantiate(wave, List.of(new Wire(wave, 0, topology, 1)));
        shelf.during = () -> {
            shelf.events.add(device.physicalConnections().isEmpty() ? "not connected" : "connected");
            shelf.events.add(jack.isPlugged() ? "plugged" : "unplugged");
        };
        shelf.events.clear();
        jack.plug();
        assertThat(shelf.events).containsExactly("+wave", "not connected", "unplugged");
        assertThat(device.physicalConnections()).hasSize(1);
        assertThat(jack.isPlugged()).isTrue();
        shelf.events.clear();
        jack.unplug();
        assertThat(shelf.events).containsExactly("-wave", "not connected", "plugged");
        assertThat(jack.isPlugged()).isFalse();
    }

    @Test
    @Tag("B27")
    @DisplayName("plugging twice and unplugging twice is fine; without a port it is not")
    void shouldPlugOnlyWhatIsInstantiated() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var jack = device.newDynamicSubdevice("wave");
        assertRefused(Reason.INVALID_DEVICE_STATE, jack::plug);
        assertRefused(Reason.INVALID_DEVICE_STATE, jack::unplug);
        var port = port(miniport);
        jack.instantiate(port, List.of());
        port.release();
        miniport.release();
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> jack.instantiate(port(), List.of()));
        jack.unplug();
        jack.plug();
        jack.plug();
        assertThat(shelf.events).containsExactly("+wave");
        jack.unplug();
        jack.unplug();
        assertThat(shelf.events).containsExactly("+wave", "-wave");
        jack.plug();
        device.close();
        assertThat(shelf.has("wave")).isFalse();
        assertThat(miniport.destroyed).isTrue();
        assertRefused(Reason.DEVICE_REMOVED, jack::plug);
    }

    @Test
    @DisplayName("a plug that cannot be wired is undone")
    void shouldUndoAPlugThatFails() throws AudioException {
        var device = registry.addAdapterDevice("card", 4);
        var wave = port();
        var jack = device.newDynamicSubdevice("wave");
        var absent = port();
        jack.instantiate(wave, List.of(new Wire(wave, 0, wave, 1), new Wire(wave, 0, absent, 1)));
        assertRefused(Reason.UNSUCCESSFUL, jack::plug);
        assertThat(shelf.has("wave")).isFalse();
        assertThat(device.physicalConnections()).isEmpty();
        assertThat(jack.isPlugged()).isFalse();
        device.registerSubdevice("absent", absent);
        jack.plug();
        assertThat(device.physicalConnections()).hasSize(2);
    }

    @Test
    @Tag("A109")
    @DisplayName("the miniport's format comes first, then the best of the first range that has one; none is NO_MATCH")
    void shouldIntersectDataRanges() throws AudioException {
        registry.addAdapterDevice("card", 1).registerSubdevice("wave", port(miniport));
        var client = shelf.client("wave");
        var anything = new DataRange(8_000, 384_000, 1, 32, EnumSet.allOf(Encoding.class));
        assertThat(client.dataRangeIntersection(0, anything)).isEqualTo(FORMAT);
        var fast = new DataRange(88_200, 192_000, 1, 6, EnumSet.allOf(Encoding.class));
        assertThat(client.dataRangeIntersection(0, fast)).isEqualTo(new WaveFormat(96_000, 6, Encoding.S32));
        assertRefused(Reason.FORMAT_NOT_SUPPORTED, () -> client.dataRangeIntersection(1, fast));
        assertThat(Reason.FORMAT_NOT_SUPPORTED.ntStatus()).isEqualTo("STATUS_NO_MATCH");
        assertRefused(Reason.INVALID_PARAMETER, () -> client.dataRangeIntersection(2, anything));
        miniport.intersection = Optional.of(new WaveFormat(8_000, 1, Encoding.U8));
        assertThat(client.dataRangeIntersection(0, anything)).isEqualTo(new WaveFormat(8_000, 1, Encoding.U8));
    }

    @Test
    @DisplayName("a filter that clients withdraw while it is being published is withdrawn")
    void shouldWithdrawWhatIsJustBeingPublished() throws AudioException {
        var device = registry.addAdapterDevice("card", 1);
        var port = port();
        shelf.during = () -> {
            shelf.during = () -> {};
            try {
                unregister(port);
            } catch (AudioException e) {
                throw new AssertionError(e);
            }
        };
        device.registerSubdevice("wave", port);
        assertThat(shelf.has("wave")).isFalse();
        assertThat(port.release()).isZero();
    }
}
