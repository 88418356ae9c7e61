// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** What another slave channel is known to get wrong, on a channel that could have more buffer than it has. */
class SlaveTrapsTest {
    private static final int MAXIMUM = 64;
    private static final int ALLOCATED = 32;
    private static final int IN_USE = 16;

    private final Rig rig = new Rig();
    private final Card card = rig.card("sim", "render.to=memory", "capture.from=counter", "substreams=1");

    @AfterEach
    void close() {
        rig.close();
    }

    /** Its maximum, its allocated and its used size all differ. */
    private IDmaChannelSlave channel(Direction direction) throws AudioException {
        var channel = card.newChannel(direction, Rig.MONO, MAXIMUM);
        channel.allocateBuffer(ALLOCATED, UNCONSTRAINED);
        channel.setBufferSize(IN_USE);
        return channel;
    }

    private static void shouldFail(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    @DisplayName("A05 A10: a slave channel is both interfaces, and one release is its end")
    @Tag("A05")
    @Tag("A10")
    void shouldBeBothInterfacesWithOneReference() throws AudioException {
        var channel = channel(Direction.RENDER);
        assertThat(channel.queryInterface(IDmaChannelSlave.class)).containsSame(channel);
        assertThat(channel.queryInterface(IDmaChannel.class)).containsSame(channel);
        assertThat(channel.release()).isZero();
        assertThat(channel(Direction.RENDER)).as("its substream is free").hasToString("render substream 0 of card sim");
    }

    @Test
    @DisplayName("A28: what exceeds the allocated size is refused, be it less than the maximum")
    @Tag("A28")
    void shouldRefuseMoreThanAllocated() throws AudioException {
        var channel = channel(Direction.RENDER);
        shouldFail(Reason.INVALID_PARAMETER, () -> channel.start(ALLOCATED + 1, true));
        shouldFail(Reason.INVALID_PARAMETER, () -> channel.start(MAXIMUM, true));
        assertThat(channel.transferCount()).isZero();
        channel.start(ALLOCATED, true);
        assertThat(channel.transferCount())
                .as("more than is in use may be mapped")
                .isEqualTo(ALLOCATED);
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "16", "31", "32"})
    @DisplayName("A29 A30 A32: the pass is as long as the map, whatever is in use, allocated or possible")
    @Tag("A29")
    @Tag("A30")
    @Tag("A32")
    void shouldPassOverTheMapOnly(int mapSize) throws AudioException {
        var channel = channel(Direction.CAPTURE);
        channel.start(mapSize, false);
        assertThat(channel.transferCount()).isEqualTo(mapSize);
        for (var frame = 0; frame <= 2 * MAXIMUM; frame++) {
            assertThat(channel.readCounter()).isEqualTo(mapSize - frame % mapSize);
            rig.frames(1);
        }
        var rest = new byte[ALLOCATED - mapSize];
        assertThat(Rig.get(channel, mapSize, rest.length).array()).isEqualTo(rest);
    }

    @Test
    @DisplayName("A27 B03: a transfer of less than what is in use is a transfer: it runs, excludes another, and stops")
    @Tag("A27")
    @Tag("B03")
    void shouldBeStartedWithASmallMap() throws AudioException {
        var channel = channel(Direction.RENDER);
        Rig.put(channel, 0, 1, 2, 3, 4, 5);
        channel.start(4, true);
        shouldFail(Reason.UNSUCCESSFUL, () -> channel.start(ALLOCATED, true));
        rig.frames(6);
        assertThat(channel.readCounter()).isEqualTo(2);
        channel.stop();
        rig.frames(6);
        assertThat(card.rendered(0)).containsExactly(1, 2, 3, 4, 1, 2);
        assertThat(channel.readCounter()).isEqualTo(2);
        channel.start(5, true);
        assertThat(channel.readCounter()).isEqualTo(5);
    }

    @Test
    @DisplayName("A30 C14: just started reads the whole map, not 0; stopped reads what was left, not 0")
    @Tag("A30")
    @Tag("C14")
    void shouldReadTheWholeMapAtTheStartAndTheRestAtTheEnd() throws AudioException {
        var channel = channel(Direction.CAPTURE);
        assertThat(channel.readCounter()).as("never started").isZero();
        assertThat(channel.transferCount()).isZero();
        channel.start(10, false);
        assertThat(channel.readCounter()).isEqualTo(10);
        rig.frames(13);
        channel.stop();
        rig.frames(13);
        assertThat(channel.readCounter()).isEqualTo(7);
        assertThat(channel.transferCount()).isEqualTo(10);
        channel.start(6, false);
        assertThat(channel.readCounter()).isEqualTo(6);
        assertThat(channel.transferCount()).isEqualTo(6);
    }

    @Test
    @DisplayName("A24: what is copied out is not copied in")
    @Tag("A24")
    void shouldCopyOutAndNotIn() throws AudioException {
        var channel = channel(Direction.CAPTURE);
        channel.start(4, false);
        rig.frames(4);
        channel.stop();
        assertThat(Rig.get(channel, 0, 4).array()).containsExactly(0, 1, 2, 3);
        assertThat(Rig.get(channel, 1, 3).array()).as("a second time").containsExactly(1, 2, 3);
    }

    @Test
    @DisplayName("A25 B01: a channel that is dropped in mid-transfer frees its buffer and its substream")
    @Tag("A25")
    void shouldLeakNothingWhenDropped() throws AudioException {
        var narrow = rig.card("narrow", "address.bits=16", "substreams=1");
        for (var round = 0; round < 10; round++) {
            var channel = Rig.render(narrow, 0x8000);
            channel.start(0x8000, true);
            rig.frames(10);
            assertThat(channel.release()).isZero();
        }
    }

    /** Every look takes some time. It is late already when it begins. */
    private static final class StepClock implements TimeSource {
        private long nanos = 1L << 50;
        private long step;

        @Override
        public long nanoTime() {
            nanos += step;
            return nanos;
        }
    }

    /** A pass of 6 frames that ends 15.6 µs after its start; from then on each look at the clock takes a step. */
    private static IDmaChannelSlave shortPass(Card stepped, StepClock clock, long step) throws AudioException {
        var channel = stepped.newChannel(Direction.RENDER, new WaveFormat(384_000, 1, Encoding.U8), 6);
        channel.allocateBuffer(6, UNCONSTRAINED);
        channel.start(6, true);
        clock.step = step;
        return channel;
    }

    @ParameterizedTest
    @CsvSource({"19, 10, 5000", "10, 10, 5000", "9, 0, 4000", "0, 0, 4000", "-5, 0, 4000"})
    @DisplayName("A34: 19 µs wait as long as 10, 9 as long as 0; the next look would see the pass end")
    @Tag("A34")
    void shouldRoundTheTimeoutDown(long timeout, long waited, long step) throws AudioException {
        var clock = new StepClock();
        try (var stepped = new Card(Rig.settings("stepped"), clock, rig.registry)) {
            var channel = shortPass(stepped, clock, step);
            assertThatThrownBy(() -> channel.waitForTC(timeout))
                    .hasMessageContaining("in " + waited + " µs")
                    .isInstanceOfSatisfying(
                            AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IO_TIMEOUT));
            channel.close();
        }
    }

    @Test
    @DisplayName("A35: a wait of a minute sees a pass of 20 s end, and not before it has")
    @Tag("A35")
    void shouldSeeThePassEnd() throws AudioException {
        var clock = new StepClock();
        try (var stepped = new Card(Rig.settings("stepped"), clock, rig.registry)) {
            var bytes = 20 * 8_000;
            var channel = Rig.render(stepped, bytes);
            channel.start(bytes, true);
            clock.step = 1_000_000_000;
            channel.waitForTC(60_000_000);
            clock.step = 0;
            assertThat(Rig.control(channel).transferredBytes()).isBetween(20 * 8_000L, 24 * 8_000L);
            channel.close();
        }
    }
}
