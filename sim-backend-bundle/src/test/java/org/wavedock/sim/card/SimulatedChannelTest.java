// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

class SimulatedChannelTest {
    private final Rig rig = new Rig();
    private final Card card = rig.card("sim", "render.to=memory", "capture.from=counter");

    @AfterEach
    void close() {
        rig.close();
    }

    private static void shouldFail(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    @DisplayName("A12 A13 A14 A19 C01 C02: three sizes")
    @Tag("A12")
    @Tag("A13")
    @Tag("A14")
    @Tag("A19")
    @Tag("C01")
    @Tag("C02")
    void shouldKeepItsSizes() throws AudioException {
        var channel = card.newChannel(Direction.RENDER, Rig.MONO, 5000);
        assertThat(channel.maximumBufferSize()).isEqualTo(5000);
        shouldFail(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(0, IDmaChannel.UNCONSTRAINED));
        shouldFail(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(5001, IDmaChannel.UNCONSTRAINED));
        channel.allocateBuffer(4999, IDmaChannel.UNCONSTRAINED);
        assertThat(channel.allocatedBufferSize()).isEqualTo(4999);
        assertThat(channel.bufferSize()).isEqualTo(4999);
        channel.setBufferSize(100);
        assertThatThrownBy(() -> channel.setBufferSize(5000)).isInstanceOf(IllegalArgumentException.class);
        assertThat(channel.bufferSize()).isEqualTo(100);
        assertThat(channel.allocatedBufferSize()).isEqualTo(4999);
        channel.setBufferSize(4999);
        shouldFail(Reason.INVALID_DEVICE_STATE, () -> channel.allocateBuffer(10, IDmaChannel.UNCONSTRAINED));
        assertThat(channel.allocatedBufferSize()).isEqualTo(4999);
        channel.setBufferSize(7);
        channel.freeBuffer();
        channel.allocateBuffer(20, IDmaChannel.UNCONSTRAINED);
        assertThat(channel.bufferSize()).isEqualTo(20);
    }

    @Test
    @DisplayName("A20 C01: bus addresses of the configured width")
    @Tag("A20")
    @Tag("C01")
    void shouldHonourAddresses() throws AudioException {
        var narrow = rig.card("narrow", "address.bits=16");
        var channel = Rig.render(narrow, 0x8000);
        assertThat(channel.physicalAddress()).isBetween(1L, 0xFFFFL - 0x8000);
        assertThat(channel.physicalAddress()).isEqualTo(channel.physicalAddress());
        assertThat(channel.getAdapterObject()).isPresent();
        var second = narrow.newChannel(Direction.RENDER, Rig.MONO, 0x8000);
        shouldFail(Reason.INSUFFICIENT_RESOURCES, () -> second.allocateBuffer(0x8000, IDmaChannel.UNCONSTRAINED));
        second.allocateBuffer(0x1000, 0xFFF);
        assertThat(second.physicalAddress() % 0x1000).isZero();
    }

    @Test
    @DisplayName("B02: a buffer below buffer.min or above buffer.max is refused, the channel stays usable")
    @Tag("B02")
    void shouldLimitBuffers() throws AudioException {
        var fussy = rig.card("fussy", "buffer.min=1000", "buffer.max=4000");
        var channel = fussy.newChannel(Direction.RENDER, Rig.MONO, 100_000);
        assertThat(channel.maximumBufferSize()).isEqualTo(4000);
        shouldFail(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(999, IDmaChannel.UNCONSTRAINED));
        shouldFail(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(4001, IDmaChannel.UNCONSTRAINED));
        channel.allocateBuffer(1000, IDmaChannel.UNCONSTRAINED);
        shouldFail(Reason.INVALID_PARAMETER, () -> fussy.newChannel(Direction.RENDER, Rig.MONO, 999));
    }

    @Test
    @DisplayName("A23 A24 C03: copies are exact, those that leave the buffer move nothing")
    @Tag("A23")
    @Tag("A24")
    @Tag("C03")
    void shouldCopy() throws AudioException {
        var channel = Rig.render(card, 8);
        Rig.put(channel, 2, 1, 2, 3);
        assertThat(Rig.get(channel, 0, 8).array()).containsExactly(0, 0, 1, 2, 3, 0, 0, 0);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Rig.put(channel, 6, 9, 9, 9));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> channel.copyFrom(ByteBuffer.allocate(1), 0, 0, 2));
        assertThat(Rig.get(channel, 0, 8).array()).containsExactly(0, 0, 1, 2, 3, 0, 0, 0);
    }

    @Test
    @DisplayName("A27 A28: what start refuses, and that a refusal disturbs nothing")
    @Tag("A27")
    @Tag("A28")
    void shouldCheckStart() throws AudioException {
        var bare = card.newChannel(Direction.RENDER, Rig.STEREO, 100);
        shouldFail(Reason.INVALID_DEVICE_STATE, () -> bare.start(4, true));
        bare.allocateBuffer(100, IDmaChannel.UNCONSTRAINED);
        shouldFail(Reason.INVALID_PARAMETER, () -> bare.start(0, true));
        shouldFail(Reason.INVALID_PARAMETER, () -> bare.start(-4, true));
        shouldFail(Reason.INVALID_PARAMETER, () -> bare.start(104, true));
        shouldFail(Reason.INVALID_PARAMETER, () -> bare.start(6, true));
        shouldFail(Reason.INVALID_PARAMETER, () -> bare.start(8, false));
        assertThat(bare.readCounter()).isZero();
        assertThat(bare.transferCount()).isZero();
        bare.start(100, true);
        rig.clock.advance(Rig.STEREO.nanosFor(3));
        shouldFail(Reason.UNSUCCESSFUL, () -> bare.start(8, true));
        assertThat(bare.readCounter()).isEqualTo(88);
        assertThat(bare.transferCount()).isEqualTo(100);
    }

    @Test
    @DisplayName("A29 A30 B03 B04 C14: the counter falls, reloads, is never 0 and survives the stop")
    @Tag("A29")
    @Tag("A30")
    @Tag("B03")
    @Tag("B04")
    @Tag("C14")
    void shouldCount() throws AudioException {
        var channel = Rig.render(card, 100);
        channel.stop();
        channel.start(10, true);
        assertThat(channel.transferCount()).isEqualTo(10);
        for (var frame = 0; frame < 35; frame++) {
            assertThat(channel.readCounter()).isEqualTo(10 - frame % 10);
            assertThat(Rig.control(channel).transferredBytes()).isEqualTo(frame);
            rig.frames(1);
        }
        channel.stop();
        rig.frames(4);
        channel.stop();
        assertThat(channel.readCounter()).isEqualTo(5);
        assertThat(channel.transferCount()).isEqualTo(10);
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(35);
        channel.start(20, true);
        assertThat(channel.readCounter()).isEqualTo(20);
    }

    @Test
    @DisplayName("A31 A32: the direction, and only the first bytes take part")
    @Tag("A31")
    @Tag("A32")
    void shouldMoveOnlyTheMap() throws AudioException {
        var capture = Rig.channel(card, Direction.CAPTURE, Rig.MONO, 10);
        capture.start(4, false);
        rig.frames(6);
        assertThat(Rig.get(capture, 0, 10).array()).containsExactly(4, 5, 2, 3, 0, 0, 0, 0, 0, 0);

        var render = Rig.render(card, 10);
        Rig.put(render, 0, 1, 2, 3, 4, 5, 6);
        render.start(4, true);
        rig.frames(6);
        render.stop();
        assertThat(card.rendered(0)).containsExactly(1, 2, 3, 4, 1, 2);
    }

    @Test
    @DisplayName("A33: what was captured before the stop is in the buffer")
    @Tag("A33")
    void shouldFlushAtStop() throws AudioException {
        var capture = Rig.channel(card, Direction.CAPTURE, Rig.MONO, 4);
        capture.start(4, false);
        rig.frames(3);
        capture.stop();
        rig.frames(9);
        assertThat(Rig.get(capture, 0, 4).array()).containsExactly(0, 1, 2, 0);
    }

    @Test
    @DisplayName("A34 A35: waitForTC")
    @Tag("A34")
    @Tag("A35")
    void shouldWaitForTheEndOfThePass() throws Exception {
        var channel = Rig.render(card, 8);
        shouldFail(Reason.INVALID_DEVICE_STATE, () -> channel.waitForTC(0));
        channel.start(8, true);
        shouldFail(Reason.IO_TIMEOUT, () -> channel.waitForTC(0));
        shouldFail(Reason.IO_TIMEOUT, () -> channel.waitForTC(19));
        assertThatThrownBy(() -> channel.waitForTC(9)).hasMessageContaining(" 0 µs");
        assertThatThrownBy(() -> channel.waitForTC(19)).hasMessageContaining(" 10 µs");
        rig.frames(8);
        channel.waitForTC(0);
        shouldFail(Reason.IO_TIMEOUT, () -> channel.waitForTC(0));

        var waiting = CompletableFuture.runAsync(() -> {
            try {
                channel.waitForTC(60_000_000);
            } catch (AudioException e) {
                throw new IllegalStateException(e);
            }
        });
        rig.frames(16);
        waiting.get();
    }

    @Test
    void shouldNotWaitWhenInterrupted() throws AudioException {
        var channel = Rig.render(card, 8);
        channel.start(8, true);
        Thread.currentThread().interrupt();
        shouldFail(Reason.CANCELLED, () -> channel.waitForTC(60_000_000));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldPauseAndResume() throws AudioException {
        var channel = Rig.render(card, 100);
        var control = Rig.control(channel);
        control.pause();
        control.resume();
        channel.start(100, true);
        rig.frames(7);
        control.pause();
        control.pause();
        rig.frames(1000);
        assertThat(channel.readCounter()).isEqualTo(93);
        shouldFail(Reason.UNSUCCESSFUL, () -> channel.start(10, true));
        control.resume();
        control.resume();
        rig.frames(2);
        assertThat(control.transferredBytes()).isEqualTo(9);
        control.pause();
        channel.stop();
        control.resume();
        rig.frames(5);
        assertThat(control.transferredBytes()).isEqualTo(9);
    }

    @Test
    @DisplayName("A18 A25 B01: freeing ends a transfer, the last release frees everything")
    @Tag("A18")
    @Tag("A25")
    @Tag("B01")
    void shouldFree() throws AudioException {
        var channel = Rig.render(card, 10);
        channel.start(10, true);
        rig.frames(3);
        channel.freeBuffer();
        channel.freeBuffer();
        assertThat(card.renderedFrames(0)).isEqualTo(3);
        assertThat(channel.allocatedBufferSize()).isZero();
        assertThat(channel.physicalAddress()).isZero();
        assertThatThrownBy(channel::systemAddress).isInstanceOf(IllegalStateException.class);
        channel.allocateBuffer(10, IDmaChannel.UNCONSTRAINED);
        channel.start(10, true);
        rig.frames(2);
        channel.close();
        channel.close();
        assertThat(card.renderedFrames(0)).isEqualTo(5);
        assertThatThrownBy(channel::readCounter).isInstanceOf(DeviceRemovedException.class);
    }

    @Test
    void shouldOfferItsInterfaces() throws AudioException {
        var channel = Rig.render(card, 10);
        assertThat(channel.queryInterface(IDmaChannel.class)).containsSame(channel);
        assertThat(channel.queryInterface(IDmaChannelSlave.class)).containsSame(channel);
        assertThat(channel.queryInterface(TransferControl.class)).isPresent();
        assertThat(channel.queryInterface(Runnable.class)).isEmpty();
        assertThat(channel).hasToString("render substream 0 of card sim");
    }
}
