// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

@DisplayName("The pump")
class PumpAllocationTest {
    private static final int CYCLES = 10_000;
    private static final int WARM_UP = 2_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long allocatedBy(Runnable work) {
        var before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest(name = "{0} at {1} Hz")
    @CsvSource({
        "CYCLIC, 48000",
        "PCI, 48000",
        "COPYING, 48000",
        "CYCLIC, 44100",
        "PCI, 96000",
        "COPYING, 44100",
    })
    @DisplayName("allocates nothing in 10,000 cycles of rendering and capturing")
    void allocatesNothing(Drive drive, int rate) throws AudioException {
        var hand = new HandScheduler();
        try (var rig = new Rig(hand, drive)) {
            rig.card(
                    "sim0",
                    0,
                    Map.of("render.to", "none", "capture.from", "counter", "rate.min", rate, "rate.max", rate));
            var render = rig.open();
            var capture = rig.board.open(rig.driven(StreamRequest.capture("ear", Rig.FORMAT)));
            render.start();
            capture.start();
            var pump = rig.board.find("sim0").pump();
            var allocatingCycles = 0;
            var empty = allocatedBy(() -> {});
            for (var i = 0; i < WARM_UP + CYCLES; i++) {
                exchange(render, capture);
                hand.advance(Pump.PERIOD_NANOS);
                var bytes = allocatedBy(() -> pump.onCycle(hand.nanoTime())) - empty;
                allocatingCycles += i >= WARM_UP && bytes > 0 ? 1 : 0;
            }
            assertThat(render.snapshot().framesRendered()).isGreaterThan(CYCLES * 470L);
            assertThat(capture.snapshot().framesRendered()).isGreaterThan(CYCLES * 470L);
            // The JIT itself puts an object on the heap when it takes back an optimisation: seen once in a run, never
            // per cycle.
            assertThat(allocatingCycles).isLessThan(5);
        }
    }

    private static void exchange(AudioStream render, AudioStream capture) throws AudioException {
        var buffer = ByteBuffer.allocate(4 * 480);
        render.write(buffer, Duration.ZERO);
        render.snapshot();
        buffer.clear();
        if (capture.snapshot().framesRendered() > capture.snapshot().framesSubmitted()) {
            capture.read(buffer, Duration.ZERO);
        }
    }
}
