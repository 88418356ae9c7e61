// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavedock.runtime.filter.Bench.CAPTURE;
import static org.wavedock.runtime.filter.Bench.RENDER;
import static org.wavedock.runtime.filter.RegistryTest.assertRefused;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

@DisplayName("Packets of a WaveCyclic pin")
class PacketTest {
    private static final int TEN_MS = 1_920;
    private static final int LEAD = 4 * TEN_MS;

    private final Bench bench = new Bench();

    @AfterEach
    void tearDown() {
        bench.close();
    }

    /** What lies in the ring, from a place on. */
    private byte[] ring(int from, int length) {
        var bytes = new byte[length];
        bench.stream().channel.systemAddress().get(from, bytes);
        return bytes;
    }

    private static byte[] bytes(StreamPacket packet) {
        var bytes = new byte[packet.length()];
        packet.buffer().get(packet.offset(), bytes);
        return bytes;
    }

    @Test
    @Tag("B12")
    @DisplayName("a packet is pending until it has gone through; they go one after the other, split anywhere")
    void shouldCompletePacketsInOrder() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        var first = bench.packet(4_099);
        pin.submit(first);
        var second = bench.packet(5_001);
        pin.submit(second);
        assertThat(bench.completed()).containsExactly("1 done 4099");
        assertThat(ring(0, 4_099)).isEqualTo(bytes(first));
        assertThat(ring(4_099, LEAD - 4_099)).isEqualTo(java.util.Arrays.copyOf(bytes(second), LEAD - 4_099));
        pin.setState(StreamState.RUN);
        bench.stream().play(TEN_MS);
        assertThat(bench.completed()).containsExactly("1 done 4099", "2 done 5001");
        assertThat(ring(4_099, 5_001)).isEqualTo(bytes(second));
    }

    @Test
    @Tag("B12")
    @DisplayName("during a reset packets are refused, those before it are cancelled, and no service copies anything")
    void shouldRefusePacketsDuringAReset() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        pin.submit(bench.packet(3 * LEAD));
        pin.setState(StreamState.RUN);
        pin.beginReset();
        assertThat(bench.completed()).containsExactly("1 CANCELLED " + LEAD);
        assertRefused(Reason.DEVICE_NOT_READY, () -> pin.submit(bench.packet(400)));
        assertThat(ring(0, FakeStream.RING)).containsOnly((byte) 0);
        bench.stream().play(TEN_MS);
        assertThat(pin.position().writeOffset()).isEqualTo(LEAD);
        pin.endReset();
        assertThat(pin.state()).isEqualTo(StreamState.RUN);
        var after = bench.packet(400);
        pin.submit(after);
        bench.stream().play(TEN_MS);
        assertThat(bench.completed()).hasSize(2).endsWith("3 done 400");
        assertThat(pin.position().writeOffset()).isEqualTo(LEAD + 400);
    }

    @Test
    @Tag("B12")
    @DisplayName("in a reset the device's service is not used, and is again after it")
    void shouldNotServeDuringAReset() throws AudioException {
        var pin = bench.open(CAPTURE, Streaming.ORDINARY, StreamState.RUN);
        pin.beginReset();
        bench.stream().removed = true;
        bench.stream().group.deliver();
        bench.settle();
        assertThat(pin.state()).isEqualTo(StreamState.RUN);
        bench.stream().removed = false;
        bench.stream().play(TEN_MS);
        pin.endReset();
        var packet = bench.packet(400);
        bench.stream().channel.systemAddress().put(TEN_MS, bytes(packet));
        var captured = bench.packet(400);
        pin.submit(captured);
        bench.stream().play(400);
        assertThat(bench.completed()).containsExactly("2 done 400");
        assertThat(bytes(captured)).isEqualTo(bytes(packet));
    }

    @Test
    @Tag("B13")
    @DisplayName("a cancelled packet completes with CANCELLED and is never copied; those around it are")
    void shouldNotCopyCancelledPackets() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.ACQUIRE);
        var first = bench.packet(400);
        var second = bench.packet(800);
        var third = bench.packet(1_200);
        pin.submit(first);
        pin.submit(second);
        pin.submit(third);
        assertThat(pin.cancel(second)).isTrue();
        assertThat(pin.cancel(second)).isFalse();
        assertThat(bench.completed()).containsExactly("2 CANCELLED 0");
        pin.setState(StreamState.PAUSE);
        assertThat(bench.completed()).containsExactly("2 CANCELLED 0", "1 done 400", "3 done 1200");
        assertThat(pin.cancel(first)).isFalse();
        assertThat(ring(0, 400)).isEqualTo(bytes(first));
        assertThat(ring(400, 1_200)).isEqualTo(bytes(third));
        assertThat(ring(1_600, 1_600)).containsOnly((byte) 0);
    }

    @Test
    @Tag("B13")
    @DisplayName("a packet that is cancelled half way completes with what went through; the rest is never copied")
    void shouldCancelHalfWay() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        pin.submit(bench.packet(3 * LEAD));
        pin.setState(StreamState.RUN);
        pin.cancelAll();
        assertThat(bench.completed()).containsExactly("1 CANCELLED " + LEAD);
        bench.stream().play(LEAD);
        assertThat(ring(LEAD, FakeStream.RING - LEAD)).containsOnly((byte) 0);
    }

    @Test
    @DisplayName("STOP cancels what waits; a captured packet that was begun is its client's, a looped one is complete")
    void shouldEndPacketsAtStop() throws AudioException {
        var render = bench.open(RENDER, Streaming.LOOPED, StreamState.PAUSE);
        render.submit(bench.packet(1_000));
        render.setState(StreamState.STOP);
        assertThat(bench.completed()).containsExactly("1 done " + LEAD);
        var capture = bench.open(CAPTURE, Streaming.ORDINARY, StreamState.RUN);
        capture.submit(bench.packet(4_000));
        capture.submit(bench.packet(4_000));
        bench.stream().play(TEN_MS);
        capture.setState(StreamState.STOP);
        assertThat(bench.completed()).endsWith("2 done 1920", "3 CANCELLED 0");
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> capture.submit(bench.packet(400)));
    }

    @Test
    @DisplayName(
            "a packet is under way once, a looped stream takes one, and captured bytes need memory that can be written")
    void shouldRefusePackets() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.ACQUIRE);
        var packet = bench.packet(400);
        pin.submit(packet);
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> pin.submit(packet));
        var looped = bench.open(RENDER, Streaming.LOOPED, StreamState.ACQUIRE);
        looped.submit(bench.packet(400));
        assertRefused(Reason.INVALID_DEVICE_STATE, () -> looped.submit(bench.packet(400)));
        var capture = bench.open(CAPTURE, Streaming.ORDINARY, StreamState.ACQUIRE);
        var memory = ByteBuffer.allocateDirect(400).asReadOnlyBuffer();
        assertRefused(
                Reason.INVALID_PARAMETER,
                () -> capture.submit(new StreamPacket(memory, 0, 400, (which, reason, bytes) -> {})));
    }

    @Test
    @DisplayName("a client may submit the next packet, and close the pin, from within a completion")
    void shouldBeCalledFromCompletions() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        var rounds = new int[1];
        var memory = ByteBuffer.allocateDirect(TEN_MS);
        pin.submit(new StreamPacket(memory, 0, TEN_MS, (packet, reason, bytes) -> {
            try {
                if (++rounds[0] < 5) {
                    pin.submit(packet);
                } else {
                    pin.close();
                }
            } catch (AudioException e) {
                throw new AssertionError(e);
            }
        }));
        for (var i = 0; i < 5; i++) {
            bench.stream().play(TEN_MS);
            bench.settle();
        }
        assertThat(rounds[0]).isEqualTo(5);
        assertThat(bench.stream().calls).endsWith("channel gone", "group gone", "stream gone");
    }

    @Test
    @DisplayName("a client inside the pin is not waited for by the service, which is asked for again")
    void shouldNotKeepTheServiceWaiting() throws InterruptedException {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        var turnstile = new Turnstile(calls::incrementAndGet);
        turnstile.enter();
        var service = new Thread(() -> {
            assertThat(turnstile.enterService()).isFalse();
            calls.addAndGet(10);
        });
        service.start();
        service.join();
        turnstile.leave();
        assertThat(calls).hasValue(11);
        turnstile.enter();
        turnstile.leave();
        assertThat(calls).hasValue(11);
        assertThat(turnstile.enterService()).isTrue();
        turnstile.leaveService();
    }
}
