// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Streams that all play on one device, with clients that never let them starve. The process ends with them. */
final class FedStreams {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int PERIOD_NANOS = 10_000_000;
    private static final int PERIOD_FRAMES = 480;
    private static final int LEAD_PERIODS = 4;
    private static final Duration LEAD = Duration.ofNanos((long) LEAD_PERIODS * PERIOD_NANOS);
    /** The control loop fetches the account twice a second. */
    private static final int CONTROL_PERIODS = 50;

    private static final int CYCLES_TO_START = 3;

    private final HandScheduler hand = new HandScheduler();
    private final Switchboard board = new Switchboard(hand);
    private final List<AudioStream> streams = new ArrayList<>();
    private final ByteBuffer period = ByteBuffer.allocateDirect(PERIOD_FRAMES * FORMAT.frameBytes());
    private final Work pump;
    private long periods;

    /** Opens them before the device comes: one by one on a device, each would wait for all the others. */
    FedStreams(int count) throws AudioException {
        while (period.hasRemaining()) {
            period.put((byte) 1);
        }
        for (var i = 0; i < count; i++) {
            var request = StreamRequest.render("stream" + i, FORMAT).buffered(LEAD, LEAD.multipliedBy(4));
            streams.add(board.open(request));
        }
        for (var i = 0; i < LEAD_PERIODS; i++) {
            write();
        }
        var device = new ClockDevice(hand);
        board.add(device, new DeviceOrigin(0, "benchmarks", 1));
        for (var stream : streams) {
            stream.start();
        }
        for (var i = 0; i < CYCLES_TO_START; i++) {
            hand.runAll();
        }
        pump = hand.pump(device.description().name());
        if (pump == null) {
            throw new IllegalStateException("no stream has reached the device");
        }
    }

    /** Moves the clock, and every client writes what will have been heard by then. */
    void nextPeriod() throws AudioException {
        hand.advance(PERIOD_NANOS);
        periods++;
        if (periods % CONTROL_PERIODS == 0) {
            hand.runControl();
        }
        write();
    }

    private void write() throws AudioException {
        for (var stream : streams) {
            period.clear();
            if (stream.write(period, Duration.ZERO) != period.capacity()) {
                throw new IllegalStateException(stream.request().name() + " had no room for a period");
            }
        }
    }

    /** One cycle of the pump: for each stream account for a period, silence it, and copy the next one. */
    long cycle() {
        return pump.onCycle(hand.nanoTime());
    }

    /** Whether the cycles did what they were measured for. */
    void check() {
        for (var stream : streams) {
            var account = stream.snapshot();
            if (account.framesRendered() != periods * PERIOD_FRAMES || account.framesLost() != 0) {
                throw new IllegalStateException("after " + periods + " periods: " + account);
            }
        }
    }
}
