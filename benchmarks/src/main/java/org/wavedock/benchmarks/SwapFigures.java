// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** How long a planned swap between two simulated cards takes in real time, and what is heard of it. */
public final class SwapFigures {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int RUNS = 3;
    private static final int SWAPS = 20;
    private static final int WARM_UP = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final double MICROS_PER_MILLI = 1_000;

    private final RealScheduler scheduler = new RealScheduler();
    private final Switchboard board = new Switchboard(scheduler);

    private SwapFigures() {}

    /**
     * Measures and prints. The process ends with it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws AudioException, InterruptedException {
        var figures = new SwapFigures();
        var registry = new CardRegistry();
        for (var i = 0; i < 2; i++) {
            var settings = CardSettings.of(Map.of("name", "card" + i));
            figures.board.add(new Card(settings, figures.scheduler, registry), new DeviceOrigin(-i, "benchmarks", i));
        }
        System.out.println("planned swaps, Java " + Runtime.version() + "; ms: p50, p90, max of " + SWAPS);
        for (var periodMillis : List.of(1, 10)) {
            for (var run = 1; run <= RUNS; run++) {
                figures.measure(periodMillis, run);
            }
        }
    }

    /** The platform looks four times a lead, so the lead makes the period. */
    private void measure(int periodMillis, int run) throws AudioException, InterruptedException {
        var lead = Duration.ofMillis(4L * periodMillis);
        var request = StreamRequest.render("run " + run, FORMAT).buffered(lead, Duration.ofMillis(500));
        var calls = new ArrayList<Long>();
        List<SwapReport> reports = new ArrayList<>();
        try (var stream = board.open(request.on("card0"))) {
            var client = feed(stream);
            stream.start();
            for (var i = 0; i < WARM_UP + SWAPS; i++) {
                scheduler.await(() -> false, BETWEEN.toNanos());
                var start = System.nanoTime();
                var report = stream.swapTo(i % 2 == 0 ? "card1" : "card0", PATIENCE);
                if (i >= WARM_UP) {
                    calls.add((System.nanoTime() - start) / 1_000);
                    reports.add(report);
                }
            }
            client.interrupt();
            client.join();
            print(periodMillis, run, calls, reports);
            var account = stream.snapshot();
            System.out.printf(
                    "  in all: %d frames lost, %d repeated, %d of silence%n",
                    account.framesLost(), account.framesRepeated(), account.framesSilence());
        }
    }

    private static Thread feed(AudioStream stream) {
        var client = new Thread(() -> {
            var chunk = ByteBuffer.allocate(FORMAT.sampleRate() / 100 * FORMAT.frameBytes());
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    chunk.clear();
                    stream.write(chunk, PATIENCE);
                }
            } catch (AudioException e) {
                // It was interrupted while it waited for room.
                Thread.currentThread().interrupt();
            }
        });
        client.start();
        return client;
    }

    private static void print(int periodMillis, int run, List<Long> calls, List<SwapReport> reports) {
        var gaps = new ArrayList<>(reports.stream().map(SwapReport::gapMicros).toList());
        System.out.printf(
                "period %d ms, run %d: call to first frame %s, gap %s, lost %d, repeated %d%n",
                periodMillis,
                run,
                percentiles(calls),
                percentiles(gaps),
                reports.stream().mapToLong(SwapReport::framesLost).sum(),
                reports.stream().mapToLong(SwapReport::framesRepeated).sum());
    }

    private static String percentiles(List<Long> micros) {
        Collections.sort(micros);
        return String.format(
                "%.2f %.2f %.2f",
                micros.get(micros.size() / 2 - 1) / MICROS_PER_MILLI,
                micros.get(micros.size() * 9 / 10 - 1) / MICROS_PER_MILLI,
                micros.get(micros.size() - 1) / MICROS_PER_MILLI);
    }
}
