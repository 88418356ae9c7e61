// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** The orders of one playback, each carried out when the stream has been heard up to its time. */
final class Schedule {
    private static final Duration SWAP_LIMIT = Duration.ofSeconds(5);

    private final Deque<Order> pending;
    private final int sampleRate;
    private final AudioStreams streams;
    private final BackendControl backends;

    Schedule(List<Order> orders, WaveFormat format, AudioStreams streams, BackendControl backends) {
        sampleRate = format.sampleRate();
        pending = new ArrayDeque<>(orders.stream()
                .sorted(Comparator.comparingLong(order -> order.frame(sampleRate)))
                .toList());
        this.streams = streams;
        this.backends = backends;
    }

    /** Checks orders against the length of what is to be played. */
    static void requireWithin(List<Order> orders, AudioInput input) throws Failure {
        if (input.frames().isEmpty()) {
            return;
        }
        var rate = input.format().sampleRate();
        var frames = input.frames().getAsLong();
        for (var order : orders) {
            if (order.frame(rate) >= frames) {
                throw Failure.usage(order + " is past the end of " + input.name() + ", which has " + frames
                        + " frames, " + Seconds.format(frames, rate));
            }
        }
    }

    boolean isDone() {
        return pending.isEmpty();
    }

    /** Carries out what is due. */
    void runDue(AudioStream stream) throws Failure {
        while (!pending.isEmpty()
                && stream.snapshot().framesPassed() >= pending.peek().frame(sampleRate)) {
            run(pending.remove(), stream);
        }
    }

    private void run(Order order, AudioStream stream) throws Failure {
        try {
            switch (order.kind()) {
                case SWAP -> stream.swapTo(AlsaDevices.name(order.device()), SWAP_LIMIT);
                case STOP -> backends.stop(streams, order.device());
                case START -> backends.start(streams, order.device());
                default -> throw new IllegalArgumentException(order.toString());
            }
        } catch (AudioException e) {
            throw Failure.of(order + " failed: " + e.getMessage(), e);
        }
    }

    /** Fails if the audio ended before an order's time. */
    void requireDone(long frames) throws Failure {
        if (!pending.isEmpty()) {
            throw Failure.of(pending.peek() + " was never reached, the audio has " + frames + " frames, "
                    + Seconds.format(frames, sampleRate));
        }
    }
}
