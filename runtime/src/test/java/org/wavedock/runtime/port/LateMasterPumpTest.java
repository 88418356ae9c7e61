// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A bus master goes on, or waits, while the pump is kept from its work: where each frame was heard is known all the same. */
@DisplayName("A bus master's pump that comes late")
class LateMasterPumpTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final long MILLI = 1_000_000;
    private static final int LOOKS = 40;
    private static final int PASSES = 12;

    private final LateClock clock = new LateClock();
    private final FrameRing source = new FrameRing(96_000, FORMAT.frameBytes());
    private int[] placed = {};
    private Card card;
    private WavePciPort port;
    private Pin pin;

    private void play(int frames) throws AudioException {
        card = new Card(CardSettings.of(Map.of("name", "card", "render.to", "memory")), clock, new CardRegistry());
        var group = new ServiceGroup(clock::now, () -> {}, gone -> {});
        port = new WavePciPort();
        port.init(card.newWavePciMiniport(new PumpedPorts(group)), card.adapter(), null);
        pin = port.openRender(FORMAT, source, new PinTerms(40 * MILLI, 0, 0));
        pin.prepare(clock::now);
        write(frames);
        pin.fill();
        pin.start(clock.now());
    }

    @AfterEach
    void tearDown() {
        pin.close();
        port.release();
        card.close();
    }

    /** Each frame is its number, from 1. */
    private void write(int frames) {
        var numbers = ByteBuffer.allocate(frames * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 1; i <= frames; i++) {
            numbers.putInt((int) source.end() + i);
        }
        source.append(numbers.flip(), frames);
    }

    static Stream<Arguments> sleeps() {
        return IntStream.rangeClosed(1, LOOKS)
                .boxed()
                .flatMap(look -> Stream.of(1, 3, 13, 60, 150, 280, 700).map(millis -> Arguments.of(look, millis)));
    }

    @ParameterizedTest(name = "at look {0} for {1} ms")
    @MethodSource("sleeps")
    @DisplayName("because it sleeps in the middle of its work, knows where everything was heard")
    void accountsForSleeps(int atLook, int millis) throws AudioException {
        clock.sleepAt(atLook, millis * MILLI);
        play(480);
        for (var i = 0; i < PASSES; i++) {
            pass();
            // Now enough, now so little that it waits before long, now nothing.
            write(List.of(480, 30, 0, 700).get(i % 4));
        }
        pin.halt(clock.now());
        account();
        var heard = heard();
        var different = Arrays.mismatch(Arrays.copyOf(placed, heard.length), heard);
        assertThat(different)
                .as("the first place where the account and the card differ")
                .isEqualTo(-1);
    }

    private void pass() {
        clock.pass(10 * MILLI);
        pin.pass(clock.now());
        account();
    }

    private void account() {
        pin.log().drainTo((device, deviceFrames, stream, frames, confirmed) -> {
            assertThat(confirmed)
                    .as("frames %d to %d are confirmed", stream, stream + frames)
                    .isTrue();
            placed = Arrays.copyOf(placed, (int) (device + frames));
            for (var i = 0; i < frames; i++) {
                placed[(int) device + i] = (int) stream + i + 1;
            }
        });
    }

    private int[] heard() {
        var record =
                ByteBuffer.wrap(card.rendered(0)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        var heard = new int[record.limit()];
        record.get(heard);
        return heard;
    }
}
