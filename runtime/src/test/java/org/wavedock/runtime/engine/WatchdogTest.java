// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;

@DisplayName("A device that says something about its position")
class WatchdogTest {
    private static final long DETECTED_NANOS = 250_000_000;
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final int FRAME_BYTES = 4;
    /** What is on its way, one pass, and what a pass that comes a little late adds. */
    private static final long MOST_REPEATED = 1_920 + 480 + 480;

    /** What cannot be, told by the time that it begins. */
    private enum Lie {
        STALL(from -> bytes -> Math.min(bytes, from)),
        BACK(from -> bytes -> bytes - 4_000),
        TO_ZERO(from -> bytes -> 0),
        NEGATIVE(from -> bytes -> -1),
        SMALLEST(from -> bytes -> Long.MIN_VALUE),
        LARGEST(from -> bytes -> Long.MAX_VALUE),
        JUMP(from -> bytes -> bytes + 60_000 * FRAME_BYTES);

        private final LongFunction<LongUnaryOperator> from;

        Lie(LongFunction<LongUnaryOperator> from) {
            this.from = from;
        }
    }

    private static Stream<Arguments> liesOnBothPorts() {
        return Stream.of(Drive.CYCLIC, Drive.PCI, Drive.COPYING)
                .flatMap(drive -> Stream.of(Lie.values()).map(lie -> Arguments.of(drive, lie)));
    }

    /** A liar that is the best device of a rig, a plain card beside it, and a stream that plays on the liar. */
    private static final class Stage implements AutoCloseable {
        private final Rig rig;
        private final AudioStream stream;
        private Liar liar;

        Stage(Drive drive, Map<String, Object> properties) throws AudioException {
            rig = new Rig(drive);
            rig.card("sim0", 0);
            rig.card("liar", 10, properties, card -> {
                liar = new Liar(card);
                return drive == Drive.PCI ? liar : new RingOnly(liar);
            });
            stream = rig.open();
            stream.start();
            rig.write(stream, 48_000);
            rig.pass(MOMENT);
        }

        /** The account is right to the frame, wherever they were heard. */
        void finish() throws AudioException {
            rig.write(stream, 24_000);
            rig.finish(stream);
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(stream.snapshot().framesRendered()).isEqualTo(72_000);
        }

        @Override
        public void close() {
            rig.close();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("liesOnBothPorts")
    @DisplayName("that cannot be is lost within 250 ms, and its stream goes on elsewhere without losing a frame")
    void isLost(Drive drive, Lie lie) throws AudioException {
        try (var stage = new Stage(drive, Map.of())) {
            var from = stage.stream.snapshot().framesRendered() * FRAME_BYTES;
            var begin = stage.rig.scheduler.nanoTime();
            stage.liar.tell(lie.from.apply(from));
            stage.rig.scheduler.await(() -> !stage.stream.swaps().isEmpty(), 1_000_000_000);
            assertThat(stage.rig.scheduler.nanoTime() - begin).isLessThanOrEqualTo(DETECTED_NANOS);
            assertThat(stage.stream.swaps()).singleElement().satisfies(swap -> {
                assertThat(swap.to()).isEqualTo("sim0");
                assertThat(swap.reason()).isEqualTo(SwapReason.DEVICE_LOST);
            });
            stage.rig.leave("liar");
            stage.finish();
            assertThat(stage.stream.snapshot().framesRepeated()).isLessThanOrEqualTo(MOST_REPEATED);
        }
    }

    @ParameterizedTest(name = "{0}, stopped at once: {1}")
    @CsvSource({"CYCLIC, false", "CYCLIC, true", "COPYING, false", "COPYING, true"})
    @DisplayName("that cannot be right after its start is not believed, however long nobody has looked before")
    void liesAtItsStart(Drive drive, boolean stops) throws AudioException {
        try (var stage = new Stage(drive, Map.of())) {
            stage.stream.pause();
            stage.rig.pass(Duration.ofSeconds(2));
            var before = stage.stream.snapshot().framesRendered();
            stage.liar.tell(bytes -> bytes + 40_000 * FRAME_BYTES);
            stage.stream.start();
            stage.rig.pass(Duration.ofNanos(1));
            if (stops) {
                stage.stream.pause();
                stage.rig.pass(MOMENT);
                assertThat(stage.stream.snapshot().framesRendered()).isEqualTo(before);
                stage.stream.start();
            }
            stage.rig.pass(MOMENT);
            assertThat(stage.stream.snapshot().device()).isEqualTo("sim0");
            // The liar moves its origin, too, so the account cannot be held against what it was heard to play.
            stage.rig.write(stage.stream, 24_000);
            stage.stream.drain(Rig.LONG);
            assertThat(stage.stream.snapshot().framesLost()).isZero();
            assertThat(stage.stream.snapshot().framesRendered()).isEqualTo(72_000);
            assertThat(stage.stream.snapshot().segments())
                    .filteredOn(segment -> segment.device().equals("liar") && segment.streamFrame() >= before)
                    .isNotEmpty()
                    .noneMatch(Segment::confirmed);
            stage.stream.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLIC", "PCI", "COPYING"})
    @DisplayName("that is true, and five times too fast, is lost as well")
    void goesTooFast(Drive drive) throws AudioException {
        try (var rig = new Rig(drive)) {
            rig.card("sim0", 0);
            rig.card("hasty", 10, Map.of("speed", 5));
            var stream = rig.open();
            var begin = rig.scheduler.nanoTime();
            stream.start();
            var written = 0;
            for (; stream.swaps().isEmpty() && written < 96_000; written += 480) {
                rig.write(stream, 480);
            }
            assertThat(rig.scheduler.nanoTime() - begin).isLessThanOrEqualTo(DETECTED_NANOS);
            assertThat(stream.swaps()).singleElement().extracting("reason").isEqualTo(SwapReason.DEVICE_LOST);
            rig.leave("hasty");
            rig.finish(stream);
            assertThat(stream.snapshot().framesLost()).isZero();
            assertThat(stream.snapshot().framesRendered()).isEqualTo(written);
        }
    }

    @ParameterizedTest(name = "{0}: a step every {1} frames")
    @CsvSource({"CYCLIC, 480", "CYCLIC, 4096", "CYCLIC, 8192", "COPYING, 4096", "PCI, 480"})
    @DisplayName("in large steps is believed")
    void goesInSteps(Drive drive, int step) throws AudioException {
        try (var stage = new Stage(drive, Map.of())) {
            var bytes = (long) step * FRAME_BYTES;
            var from = stage.stream.snapshot().framesRendered() * FRAME_BYTES;
            stage.liar.tell(at -> Math.max(Math.min(at, from), at / bytes * bytes));
            stage.rig.pass(Duration.ofMillis(500));
            assertThat(stage.stream.swaps()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "CYCLIC, speed, 0.5", "CYCLIC, speed, 1.9", "CYCLIC, drift.ppm, 5000", "CYCLIC, start.frames, 9000",
        "CYCLIC, fifo.frames, 9600", "PCI, speed, 0.5", "PCI, speed, 1.9", "PCI, drift.ppm, -5000",
        "COPYING, speed, 1.9", "COPYING, drift.ppm, 5000", "COPYING, fifo.frames, 9600"
    })
    @DisplayName("that is a little strange, but true, is believed")
    void isStrange(Drive drive, String property, String value) throws AudioException {
        try (var stage = new Stage(drive, Map.of(property, value))) {
            stage.finish();
            assertThat(stage.stream.swaps()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLIC", "PCI", "COPYING"})
    @DisplayName("is not asked to move in a pause, nor where there is nothing to play")
    void stands(Drive drive) throws AudioException {
        try (var stage = new Stage(drive, Map.of())) {
            stage.stream.pause();
            stage.rig.pass(Duration.ofSeconds(2));
            stage.stream.start();
            stage.rig.pass(Duration.ofSeconds(3));
            assertThat(stage.stream.snapshot().framesRendered()).isEqualTo(48_000);
            stage.finish();
            assertThat(stage.stream.swaps()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLIC", "PCI", "COPYING"})
    @DisplayName("may record into the void: who does not read makes no device bad")
    void recordsForNobody(Drive drive) throws AudioException {
        try (var rig = new Rig(drive)) {
            rig.card("sim0", 0);
            var stream = rig.board.open(rig.driven(StreamRequest.capture("ear", Rig.FORMAT)));
            stream.start();
            rig.pass(Duration.ofSeconds(10));
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            assertThat(stream.swaps()).isEmpty();
            stream.read(Rig.buffer(480), Rig.LONG);
            stream.close();
        }
    }

    @Test
    @DisplayName("that stands only because the whole platform stood is believed")
    void platformStands() throws AudioException {
        var hands = new HandScheduler();
        try (var rig = new Rig(hands)) {
            rig.card("sim0", 0);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 48_000);
            for (var i = 0; i < 5; i++) {
                rig.pass(Duration.ofMillis(30));
                hands.advance(400_000_000);
            }
            rig.pass(Duration.ofMillis(30));
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            assertThat(stream.swaps()).isEmpty();
            stream.close();
        }
    }

    @Test
    @DisplayName("and starts again and again without ever moving stands, too")
    void onlyEverStarts() throws AudioException {
        try (var rig = new Rig()) {
            rig.card("sim0", 0);
            var card = new CommittedCard(rig.scheduler);
            rig.arrive("committed", card, 10);
            var stream = rig.open();
            stream.start();
            rig.write(stream, 48_000);
            rig.pass(MOMENT);
            card.breakDown();
            var begin = rig.scheduler.nanoTime();
            rig.scheduler.await(() -> !stream.swaps().isEmpty(), 1_000_000_000);
            assertThat(rig.scheduler.nanoTime() - begin).isLessThanOrEqualTo(DETECTED_NANOS);
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
            stream.drain(Rig.LONG);
            assertThat(stream.snapshot().framesRendered()).isEqualTo(48_000);
            stream.close();
        }
    }
}
