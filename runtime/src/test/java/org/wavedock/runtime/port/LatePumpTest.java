// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A card's clock goes on while the pump is kept from its work, at any moment: whatever was heard by then is accounted for. */
@DisplayName("A pump that comes late")
class LatePumpTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final long MILLI = 1_000_000;
    private static final int LOOKS = 16;

    private record Piece(long deviceFrame, long streamFrame, long frames, boolean confirmed) {}

    private final LateClock clock = new LateClock();
    private final FrameRing source = new FrameRing(96_000, FORMAT.frameBytes());
    private final List<Piece> pieces = new ArrayList<>();
    private Card card;
    private RenderPin pin;

    private void play(int fifo, int frames) throws AudioException {
        var properties = Map.of("name", "card", "render.to", "memory", "fifo.frames", fifo);
        card = new Card(CardSettings.of(properties), clock, new CardRegistry());
        var port = new WaveCyclicPort();
        port.init(new SlaveMiniport(card, new ServiceGroup(clock::now, () -> {}, gone -> {})), null, null);
        pin = new RenderPin(
                port.open(SlaveMiniport.RENDER_PIN, false, FORMAT), FORMAT, source, new PinTerms(40 * MILLI, fifo, 0));
        pin.prepare(clock::now);
        write(frames);
        pin.fill();
        pin.start(clock.now());
        for (var i = 0; i < 5; i++) {
            passAfter(10);
        }
    }

    @AfterEach
    void tearDown() {
        pin.close();
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

    private void passAfter(int millis) {
        clock.pass(millis * MILLI);
        pin.pass(clock.now());
        account();
    }

    private void account() {
        pin.log()
                .drainTo((device, deviceFrames, stream, frames, confirmed) ->
                        pieces.add(new Piece(device, stream, frames, confirmed)));
    }

    static Stream<Arguments> sleeps() {
        return IntStream.rangeClosed(1, LOOKS)
                .boxed()
                .flatMap(look -> Stream.of(
                        Arguments.of(0, 280, look, false),
                        Arguments.of(300, 280, look, false),
                        Arguments.of(0, 700, look, false),
                        Arguments.of(2_000, 700, look, false),
                        Arguments.of(0, 235, look, true),
                        Arguments.of(300, 280, look, true)));
    }

    @ParameterizedTest(name = "a FIFO of {0} frames, {1} ms at look {2}, starved {3}")
    @MethodSource("sleeps")
    @DisplayName("or sleeps in the middle of its work, knows what was heard meanwhile")
    void accountsForSleeps(int fifo, int millis, int atLook, boolean starved) throws AudioException {
        play(fifo, starved ? 2_500 : 60_000);
        write(300);
        clock.sleepAt(atLook, millis * MILLI);
        for (var i = 0; i < 20; i++) {
            passAfter(10);
        }
        pin.halt(clock.now());
        account();
        assertAccountIsExact();
    }

    @ParameterizedTest(name = "after {0} ms, passing first: {1}")
    @CsvSource({
        "20, true",
        "60, true",
        "249, true",
        "251, true",
        "280, true",
        "700, true",
        "20, false",
        "60, false",
        "249, false",
        "251, false",
        "280, false",
        "700, false"
    })
    @DisplayName("to stop the device knows what was heard, and what only the FIFO has")
    void accountsForStops(int millis, boolean passes) throws AudioException {
        play(300, 60_000);
        if (passes) {
            passAfter(millis);
        }
        clock.pass(passes ? 0 : millis * MILLI);
        pin.halt(clock.now());
        account();
        assertAccountIsExact();
    }

    @ParameterizedTest(name = "by {0} ms")
    @ValueSource(ints = {5, 20, 60, 249, 280, 700})
    @DisplayName("after it has read the time and before it stops the device knows what was heard")
    void accountsForStopsAtAnOldTime(int millis) throws AudioException {
        play(300, 60_000);
        var before = clock.now();
        clock.pass(millis * MILLI);
        pin.halt(before);
        account();
        assertAccountIsExact();
        assertThat(pin.resumeFrame()).isLessThanOrEqualTo(card.renderedFrames(0));
        assertThat(pin.resumeFrame())
                .isEqualTo(pieces.stream()
                        .mapToLong(piece -> piece.streamFrame() + piece.frames())
                        .max()
                        .orElseThrow());
    }

    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(ints = {5, 20, 60, 249, 280, 700})
    @DisplayName("to find that the device is lost knows what may have been heard")
    void accountsForLosses(int millis) throws AudioException {
        play(300, 60_000);
        clock.pass(millis * MILLI);
        card.unplug();
        pin.lost(clock.now());
        account();
        assertAccountIsExact();
    }

    /** What is certain was heard, in order; and nothing was heard that is not at least possible. */
    private void assertAccountIsExact() {
        var heard =
                ByteBuffer.wrap(card.rendered(0)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        var possible = new BitSet();
        var end = 0L;
        for (var piece : pieces) {
            for (var i = 0; i < piece.frames(); i++) {
                var at = (int) piece.deviceFrame() + i;
                var number = (int) piece.streamFrame() + i + 1;
                if (piece.confirmed()) {
                    assertThat(at).as("%s, frame %d", piece, i).isLessThan(heard.limit());
                    assertThat(heard.get(at)).as("%s, frame %d", piece, i).isEqualTo(number);
                }
                if (at < heard.limit() && heard.get(at) == number) {
                    possible.set(at);
                }
            }
            if (piece.confirmed()) {
                assertThat(piece.streamFrame()).as("%s", piece).isLessThanOrEqualTo(end);
                end = Math.max(end, piece.streamFrame() + piece.frames());
            }
        }
        for (var at = 0; at < heard.limit(); at++) {
            assertThat(heard.get(at) == 0 || possible.get(at))
                    .as("heard at %d: %d, %s", at, heard.get(at), pieces)
                    .isTrue();
        }
    }
}
