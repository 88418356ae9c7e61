// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wavedock.runtime.filter.Bench.CAPTURE;
import static org.wavedock.runtime.filter.Bench.RENDER;
import static org.wavedock.runtime.filter.RegistryTest.assertRefused;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IAdapterPowerManagement;
import org.wavedock.portcls.IPowerNotify.PowerState;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

@DisplayName("How a client's pin ends, or sleeps")
class PinEndTest {
    private static final List<String> WHOLE_END =
            List.of("removeMember", "PAUSE", "ACQUIRE", "STOP", "channel gone", "group gone", "stream gone");

    private final Bench bench = new Bench();

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private void unregister() throws AudioException {
        bench.port.queryInterface(IUnregisterSubdevice.class).orElseThrow().unregisterSubdevice(bench.port);
    }

    /** Nothing of the stream is left, and the port has the references of the registry and of the test. */
    private void assertBaseline() throws AudioException {
        assertThat(bench.stream().calls).endsWith("channel gone", "group gone", "stream gone");
        assertThat(bench.stream().group.members).isEmpty();
        assertThat(bench.client.pinCounts(RENDER).filterCurrent()).isZero();
        assertThat(bench.client.pinCounts(CAPTURE).filterCurrent()).isZero();
        assertThat(bench.port.addRef()).isEqualTo(3);
        assertThat(bench.port.release()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(StreamState.class)
    @Tag("C09")
    @DisplayName("a close in any state: no service, STOP step by step, packets, then channel, group, stream and port")
    void shouldCloseInOrder(StreamState state) throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, state);
        if (state != StreamState.STOP) {
            pin.submit(bench.packet(20_000));
        }
        bench.stream().calls.clear();
        pin.close();
        assertThat(bench.stream().calls)
                .isEqualTo(WHOLE_END.subList(state == StreamState.RUN ? 0 : 4 - state.ordinal(), WHOLE_END.size()));
        assertThat(bench.completed)
                .hasSize(state == StreamState.STOP ? 0 : 1)
                .allMatch(one -> one.contains("CANCELLED"));
        assertBaseline();
    }

    @Test
    @Tag("C09")
    @DisplayName("a close comes to its end even if the miniport refuses every step of it")
    void shouldCloseUnderFaults() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(400));
        bench.stream().calls.clear();
        bench.stream().refused.addAll(EnumSet.allOf(StreamState.class));
        pin.close();
        assertThat(bench.stream().calls).isEqualTo(WHOLE_END);
        assertThat(bench.completed).containsExactly("1 CANCELLED 0");
        assertBaseline();
    }

    @Test
    @Tag("C09")
    @DisplayName(
            "a subdevice that leaves under its clients: no new pins, vanished, pins stopped, handles say DEVICE_REMOVED")
    void shouldTakePinsAway() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        var stream = bench.stream();
        pin.submit(bench.packet(20_000));
        stream.calls.clear();
        bench.shelf.during = () -> {
            stream.calls.add("vanished");
            assertRefused(Reason.DEVICE_REMOVED, () -> bench.open(RENDER, Streaming.ORDINARY));
        };
        unregister();
        assertThat(stream.calls).first().isEqualTo("vanished");
        assertThat(stream.calls.subList(1, stream.calls.size())).isEqualTo(WHOLE_END);
        assertThat(bench.completed()).containsExactly("1 CANCELLED 0");
        ClientPinTest.assertRefusing(pin, Reason.DEVICE_REMOVED);
        assertThat(bench.port.release()).isZero();
        pin.close();
        ClientPinTest.assertRefusing(pin, Reason.INVALID_DEVICE_STATE);
    }

    @Test
    @Tag("C09")
    @DisplayName("a device that fails at everything while its subdevice leaves keeps nothing")
    void shouldTakePinsAwayUnderFaults() throws AudioException {
        var pin = bench.open(CAPTURE, Streaming.LOOPED, StreamState.RUN);
        pin.submit(bench.packet(400));
        bench.stream().calls.clear();
        bench.stream().removed = true;
        unregister();
        assertThat(bench.stream().calls).isEqualTo(WHOLE_END);
        assertThat(bench.completed()).hasSize(1);
        ClientPinTest.assertRefusing(pin, Reason.DEVICE_REMOVED);
        assertThat(bench.port.release()).isZero();
    }

    @Test
    @DisplayName("a device that fails in a service takes its stream away from the client")
    void shouldEndWithItsDevice() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(20_000));
        bench.stream().removed = true;
        bench.stream().group.deliver();
        assertThat(bench.completed()).containsExactly("1 CANCELLED 0");
        ClientPinTest.assertRefusing(pin, Reason.DEVICE_REMOVED);
        assertBaseline();
    }

    @ParameterizedTest
    @EnumSource(StreamState.class)
    @Tag("A110")
    @DisplayName("a client that vanishes in any state leaves nothing behind, and nobody else's stream is touched")
    void shouldCleanUpAfterAClient(StreamState state) throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, state);
        var stream = bench.stream();
        if (state != StreamState.STOP) {
            pin.submit(bench.packet(20_000));
        }
        var other = bench.shelf.client("wave");
        var survivor = other.newPin(RENDER, Bench.FORMAT, Streaming.ORDINARY);
        survivor.setState(StreamState.RUN);
        bench.client.close();
        bench.client.close();
        assertThat(bench.completed)
                .hasSize(state == StreamState.STOP ? 0 : 1)
                .allMatch(one -> one.contains("CANCELLED"));
        assertThat(stream.state).isEqualTo(StreamState.STOP);
        assertThat(stream.calls).endsWith("channel gone", "group gone", "stream gone");
        assertThat(survivor.state()).isEqualTo(StreamState.RUN);
        assertThat(bench.client.pinCounts(RENDER).filterCurrent()).isOne();
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> bench.open(RENDER, Streaming.ORDINARY));
        assertThat(bench.stream().calls).endsWith("stream gone");
        survivor.close();
        assertThat(bench.client.pinCounts(RENDER).filterCurrent()).isZero();
        assertThat(bench.port.addRef()).isEqualTo(3);
        assertThat(bench.port.release()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "a miniport that hangs while its subdevice leaves is waited for a second, and gives everything back when it can")
    void shouldNotWaitForAMiniportThatHangs() throws AudioException {
        try (var real = new Bench(new RealScheduler())) {
            var pin = real.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
            var stream = real.stream();
            var answer = new CountDownLatch(1);
            stream.beforeState = () -> {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            real.port.queryInterface(IUnregisterSubdevice.class).orElseThrow().unregisterSubdevice(real.port);
            assertThat(real.shelf.has("wave")).isFalse();
            assertRefused(Reason.DEVICE_REMOVED, pin::position);
            assertRefused(Reason.DEVICE_REMOVED, () -> pin.setState(StreamState.RUN));
            assertThat(real.port.addRef()).isEqualTo(3);
            real.port.release();
            answer.countDown();
            await().untilAsserted(() -> {
                assertThat(real.port.addRef()).isEqualTo(2);
                real.port.release();
            });
            assertThat(stream.calls).endsWith("STOP", "channel gone", "group gone", "stream gone");
        }
    }

    private final class Adapter extends CUnknown implements IAdapterPowerManagement {
        @Override
        public void powerChangeState(PowerState newState) {
            bench.miniport.calls.add("adapter " + newState + ", stream in " + bench.stream().state);
        }

        @Override
        protected void destroy() {
            bench.miniport.calls.add("adapter gone");
        }
    }

    @Test
    @Tag("A108")
    @DisplayName("power down: streams paused, miniport told, adapter switched; up the other way round")
    void shouldFollowPowerInOrder() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        var stream = bench.stream();
        bench.miniport.calls = stream.calls;
        var adapter = new Adapter();
        bench.device.registerAdapterPowerManagement(adapter);
        adapter.release();
        stream.calls.clear();
        bench.device.setPowerState(PowerState.D3);
        bench.device.setPowerState(PowerState.D3);
        assertThat(stream.calls).containsExactly("removeMember", "PAUSE", "notify D3", "adapter D3, stream in PAUSE");
        assertThat(pin.state()).isEqualTo(StreamState.PAUSE);
        stream.calls.clear();
        bench.device.setPowerState(PowerState.D1);
        assertThat(stream.calls).containsExactly("adapter D1, stream in PAUSE", "notify D1");
        stream.calls.clear();
        bench.device.setPowerState(PowerState.D0);
        assertThat(stream.calls).containsExactly("adapter D0, stream in PAUSE", "notify D0", "RUN", "addMember");
        assertThat(pin.state()).isEqualTo(StreamState.RUN);
        stream.calls.clear();
        bench.device.registerAdapterPowerManagement(null);
        assertThat(stream.calls).containsExactly("adapter gone");
    }

    @Test
    @Tag("A108")
    @DisplayName(
            "a stream that is asked to run while the device sleeps runs when it wakes; one that was paused does not")
    void shouldRunWhenTheDeviceWakes() throws AudioException {
        var paused = bench.open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        bench.device.setPowerState(PowerState.D2);
        var late = bench.open(CAPTURE, Streaming.ORDINARY, StreamState.RUN);
        assertThat(late.state()).isEqualTo(StreamState.PAUSE);
        bench.device.setPowerState(PowerState.D0);
        assertThat(late.state()).isEqualTo(StreamState.RUN);
        assertThat(paused.state()).isEqualTo(StreamState.PAUSE);
    }
}
