// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** What the devices heard tells the time, so that what is missing between them can be counted. */
@DisplayName("The gap that is reported of a capture stream")
class CaptureGapTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);

    /** How a stream comes to change its device. */
    private enum Way {
        ASKED(SwapReason.REQUESTED),
        BETTER(SwapReason.BETTER_DEVICE),
        LEFT(SwapReason.BACKEND_LEFT),
        LOST(SwapReason.DEVICE_LOST),
        LEFT_ALONE(SwapReason.DEVICE_ARRIVED);

        private final SwapReason reason;

        Way(SwapReason reason) {
            this.reason = reason;
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(Drive.CYCLIC, Drive.COPYING)
                .flatMap(drive -> Stream.of(Way.values())
                        .flatMap(way ->
                                Stream.of(0, 3_333_333, 7_654_321).map(nanos -> Arguments.of(drive, way, nanos))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2} ns into a period")
    @MethodSource("ways")
    @DisplayName("is what was not heard in between, to the frame")
    void isWhatWasNotHeard(Drive drive, Way way, long nanos) throws AudioException {
        var scheduler = new VirtualScheduler();
        try (var rig = new Rig(scheduler, drive)) {
            var first = new ClockCard("first", scheduler);
            var second = new ClockCard("second", scheduler);
            rig.arrive("first", first, 1);
            if (way != Way.LEFT_ALONE) {
                rig.arrive("second", second, 0);
            }
            var stream = rig.board.open(rig.driven(StreamRequest.capture("ear", FORMAT)));
            stream.start();
            var frames = read(stream, 10_000);
            rig.pass(Duration.ofNanos(nanos));
            change(rig, way, stream, first, second);
            frames.addAll(read(stream, 40_000));
            var report = stream.swaps().get(stream.swaps().size() - 1);
            assertThat(report.reason()).isEqualTo(way.reason);
            assertThat(report.gapFrames()).isCloseTo(missing(frames, (int) report.atFrame()), within(1L));
        }
    }

    private static void change(Rig rig, Way way, AudioStream stream, ClockCard first, ClockCard second)
            throws AudioException {
        switch (way) {
            case ASKED -> stream.swapTo("second", Rig.LONG);
            case BETTER -> rig.rank("second", 2);
            case LEFT -> rig.leave("first");
            case LOST -> first.unplug();
            case LEFT_ALONE -> {
                rig.leave("first");
                rig.pass(Duration.ofMillis(123));
                rig.arrive("second", second, 0);
            }
            default -> throw new IllegalArgumentException(way.toString());
        }
    }

    private static List<Integer> read(AudioStream stream, int count) throws AudioException {
        var buffer = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            stream.read(buffer, Rig.LONG);
        }
        var frames = new ArrayList<Integer>();
        for (buffer.flip(); buffer.hasRemaining(); ) {
            frames.add(buffer.getInt());
        }
        return frames;
    }

    /** Nothing is missing anywhere else. */
    private static long missing(List<Integer> frames, int at) {
        for (var i = 1; i < frames.size(); i++) {
            if (i != at) {
                assertThat(frames.get(i)).as("frame %d", i).isEqualTo(frames.get(i - 1) + 1);
            }
        }
        return frames.get(at) - frames.get(at - 1) - 1L;
    }
}
