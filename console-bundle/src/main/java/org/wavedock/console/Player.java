// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;

/**
 * Writes a file into a stream until all of it has been heard.
 *
 * <p>It waits nowhere but inside the stream, so that it works on a virtual clock, which moves only there.
 */
final class Player {
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration CHUNK = Duration.ofMillis(10);
    private static final Duration PREFILL = Duration.ofMillis(100);

    private final AudioStream stream;
    private final AudioInput input;
    private final Schedule schedule;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Stall stall;
    private long written;

    /** A player that gives up if nothing moves for {@code patience}, or never if that is null. */
    Player(AudioStream stream, AudioInput input, Schedule schedule, Progress progress, Patience patience) {
        this.stream = stream;
        this.input = input;
        this.schedule = schedule;
        this.progress = progress;
        cancellation = patience.cancellation();
        stall = new Stall(patience.limit());
    }

    /**
     * When to give up.
     *
     * @param cancellation when asked to
     * @param limit after so long without progress, null for never
     */
    record Patience(Cancellation cancellation, Duration limit) {}

    /** Plays all of it; the stream stays open. */
    void play() throws Failure {
        try {
            feed();
            finish();
        } catch (AudioException e) {
            throw Failure.of(input.name() + " cannot be played on: " + e.getMessage(), e);
        } finally {
            progress.clear();
        }
    }

    private void feed() throws Failure, AudioException {
        var format = input.format();
        var frames = Math.max(1, format.framesIn(CHUNK.toNanos()));
        var chunk =
                ByteBuffer.allocateDirect(Math.toIntExact(format.bytes(frames))).order(ByteOrder.nativeOrder());
        var prefill = format.framesIn(PREFILL.toNanos());
        var started = false;
        while (input.read(chunk)) {
            written += chunk.remaining() / format.frameBytes();
            write(chunk, started);
            if (!started && written >= prefill) {
                stream.start();
                started = true;
            }
        }
        if (!started) {
            stream.start();
        }
    }

    private void write(ByteBuffer chunk, boolean started) throws Failure, AudioException {
        while (chunk.hasRemaining()) {
            attend(started);
            try {
                stream.write(chunk, SLICE);
                stall.over();
            } catch (AudioException e) {
                stall.after(e, SLICE, stream);
            }
        }
    }

    private void finish() throws Failure, AudioException {
        for (var drained = false; !drained; ) {
            attend(true);
            var slice = schedule.isDone() ? SLICE : CHUNK;
            try {
                stream.drain(slice);
                drained = true;
            } catch (AudioException e) {
                stall.after(e, slice, stream);
            }
        }
        schedule.runDue(stream);
        schedule.requireDone(written);
    }

    private void attend(boolean started) throws Failure {
        cancellation.check();
        if (started) {
            schedule.runDue(stream);
        }
        if (progress.isDue()) {
            var snapshot = stream.snapshot();
            progress.show(snapshot.framesPassed(), snapshot.device());
        }
    }
}
