// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

class LossTest {
    private final Rig rig = new Rig();
    private final Card card = rig.card("sim", "render.to=memory", "fifo.frames=1");

    @AfterEach
    void close() {
        rig.close();
    }

    private static void shouldRefuse(Reason reason, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .hasMessageContainingAll(parts)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    @DisplayName("C04: every method throws DEVICE_REMOVED, the cursor stood still at that moment")
    @Tag("C04")
    void shouldBeGoneWhenUnplugged() throws AudioException {
        var channel = Rig.render(card, 8);
        var control = Rig.control(channel);
        var view = channel.systemAddress();
        Rig.put(channel, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        channel.start(8, true);
        rig.frames(4);
        assertThat(card.isPlugged()).isTrue();
        card.unplug();
        card.unplug();
        rig.frames(100);

        var source = ByteBuffer.allocate(1);
        List<ThrowingCallable> uses = List.of(
                channel::readCounter,
                channel::transferCount,
                channel::stop,
                channel::systemAddress,
                channel::physicalAddress,
                control::transferredBytes,
                control::pause,
                control::resume,
                control::originFrame,
                () -> channel.setBufferSize(1),
                () -> channel.waitForTC(10),
                () -> channel.copyTo(0, source, 0, 1),
                () -> channel.copyFrom(source, 0, 0, 1));
        for (var use : uses) {
            assertThatExceptionOfType(DeviceRemovedException.class)
                    .isThrownBy(use)
                    .withMessageContaining("card sim has been unplugged");
        }
        shouldRefuse(Reason.DEVICE_REMOVED, () -> channel.start(8, true), "unplugged");
        assertThat(card.isPlugged()).isFalse();
        assertThat(card.rendered(0)).containsExactly(1, 2, 3);
        channel.freeBuffer();
        shouldRefuse(Reason.DEVICE_REMOVED, () -> channel.allocateBuffer(8, IDmaChannel.UNCONSTRAINED), "unplugged");
        assertThat(view.get(0)).isEqualTo((byte) 1);
        assertThat(channel.addRef()).isEqualTo(2);
        channel.release();
        channel.close();
        assertThat(card.rendered(0)).containsExactly(1, 2, 3);
    }

    @Test
    @DisplayName("the plug is pulled while another thread pumps: what was heard is whole, and nothing follows it")
    void shouldBeUnpluggedWhileRunning() throws Exception {
        var channel = Rig.render(card, 100);
        for (var at = 0; at < 100; at++) {
            Rig.put(channel, at, at);
        }
        var lost = CompletableFuture.supplyAsync(() -> {
            try {
                channel.start(100, true);
                for (; ; ) {
                    rig.frames(3);
                    channel.readCounter();
                }
            } catch (AudioException | DeviceRemovedException e) {
                return e;
            }
        });
        await().until(() -> card.rendered(0).length > 10_000);
        card.unplug();
        assertThat(lost.get()).isInstanceOf(DeviceRemovedException.class);
        var heard = card.rendered(0);
        rig.frames(1000);
        channel.close();
        assertThat(card.rendered(0)).isEqualTo(heard);
        var wrong = IntStream.range(0, heard.length).filter(at -> heard[at] != at % 100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldRefuseChannelsUntilReplugged() throws AudioException {
        var old = Rig.render(card, 8);
        card.unplug();
        shouldRefuse(Reason.DEVICE_REMOVED, () -> Rig.render(card, 8), "card sim has been unplugged");
        card.replug();
        assertThat(card.isPlugged()).isTrue();
        assertThat(Rig.render(card, 8)).hasToString("render substream 1 of card sim");
        assertThatExceptionOfType(DeviceRemovedException.class).isThrownBy(old::readCounter);
        old.close();
        assertThat(Rig.render(card, 8)).hasToString("render substream 0 of card sim");
    }

    @Test
    @DisplayName("C04: what is open when the card goes is lost, with what was heard by then")
    @Tag("C04")
    void shouldLoseChannelsAtItsEnd() throws AudioException {
        var channel = Rig.render(card, 8);
        channel.start(8, true);
        rig.frames(4);
        channel.readCounter();
        card.close();
        card.close();
        assertThatExceptionOfType(DeviceRemovedException.class)
                .isThrownBy(channel::readCounter)
                .withMessageContaining("card sim is gone");
        assertThat(card.renderedFrames(0)).isEqualTo(3);
        card.replug();
        shouldRefuse(Reason.DEVICE_REMOVED, () -> Rig.render(card, 8), "card sim is gone");
        channel.close();
        assertThat(rig.card("sim").isPlugged()).as("the name is free").isTrue();
    }

    @Test
    @DisplayName("B22: one channel too many is refused with the names of the others, which play on")
    @Tag("B22")
    void shouldRefuseTooManyChannels() throws AudioException {
        var small = rig.card("small", "substreams=2");
        var first = Rig.channel(small, Direction.RENDER, Rig.STEREO, 400);
        Rig.render(small, 8);
        first.start(400, true);
        shouldRefuse(
                Reason.INSUFFICIENT_RESOURCES,
                () -> Rig.render(small, 8),
                "small",
                "2 substreams",
                "RENDER",
                "0 with 48000 Hz, 2 ch, S16",
                "1 with 8000 Hz, 1 ch, U8");
        rig.clock.advanceMillis(1);
        assertThat(first.readCounter()).isEqualTo(400 - 48 * 4);
        Rig.channel(small, Direction.CAPTURE, Rig.MONO, 8);
        first.close();
        assertThat(Rig.render(small, 8)).hasToString("render substream 0 of card small");
    }

    @Test
    void shouldCheckFormats() throws AudioException {
        var fussy = rig.card(
                "fussy", "encodings=S16,U8", "channels.min=2", "channels.max=4", "rate.min=44100", "rate.max=48000");
        fussy.checkFormat(Direction.RENDER, Rig.STEREO);
        for (var format : List.of(
                Rig.MONO,
                new WaveFormat(48_000, 5, Encoding.S16),
                new WaveFormat(96_000, 2, Encoding.S16),
                new WaveFormat(48_000, 2, Encoding.S32))) {
            shouldRefuse(
                    Reason.FORMAT_NOT_SUPPORTED,
                    () -> fussy.newChannel(Direction.RENDER, format, 1000),
                    "fussy",
                    format.toString(),
                    "44100 to 48000 Hz, 2 to 4 ch, [U8, S16]");
        }
    }
}
