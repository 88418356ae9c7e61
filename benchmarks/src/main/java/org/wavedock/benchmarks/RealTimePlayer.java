// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/** Plays silence in real time until it is stopped; {@link RealTimeCost} watches from outside what it costs. */
public final class RealTimePlayer {
    private static final Duration REPORT = Duration.ofSeconds(5);

    private RealTimePlayer() {}

    /**
     * Plays.
     *
     * @param arguments the PCM, its definition, the period and the lead in microseconds, and whether the client sleeps by
     *     itself ({@code paced}) or in {@code write} ({@code blocking})
     */
    public static void main(String[] arguments)
            throws AudioException, ReflectiveOperationException, InterruptedException {
        var periodMicros = Integer.parseInt(arguments[2]);
        var lead = Duration.ofNanos(Long.parseLong(arguments[3]) * 1_000);
        var paced = "paced".equals(arguments[4]);
        var board = new Switchboard(new RealScheduler());
        board.add(AlsaByName.open(arguments[0], arguments[1], periodMicros), new DeviceOrigin(0, "benchmarks", 1));
        var stream = board.open(
                StreamRequest.render("real time", Hour.FORMAT).buffered(lead, StreamRequest.DEFAULT_HISTORY));
        stream.start();
        var chunk = ByteBuffer.allocateDirect(Hour.FORMAT.sampleRate() / 10 * Hour.FORMAT.frameBytes());
        var reportAt = System.nanoTime() + REPORT.toNanos();
        while (true) {
            stream.write(chunk.clear(), Duration.ofSeconds(1));
            while (chunk.hasRemaining()) {
                if (paced) {
                    Thread.sleep(StreamRequest.DEFAULT_HISTORY.toMillis() / 4);
                }
                stream.write(chunk, Duration.ofSeconds(1));
            }
            if (System.nanoTime() > reportAt) {
                reportAt += REPORT.toNanos();
                var account = stream.snapshot();
                System.out.println(account.framesRendered() + " rendered, " + account.framesSilence()
                        + " of silence between, " + account.framesLost() + " lost");
            }
        }
    }
}
