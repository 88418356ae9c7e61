// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.wavedock.wave.TimeSource;

/**
 * A card's own time: from the making of the card on, at the card's configured speed. Nothing that goes wrong with the card disturbs it.
 *
 * <p>Nanoseconds are those of the platform since the card was made; frames are the card's.
 */
final class CardClock implements TimeSource {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final TimeSource platform;
    private final long origin;
    private final double factor;
    private final int rate;

    /**
     * Begins now.
     *
     * @param factor card seconds a second
     * @param rate frames a card second
     */
    CardClock(TimeSource platform, double factor, int rate) {
        this.platform = platform;
        this.factor = factor;
        this.rate = rate;
        origin = platform.nanoTime();
    }

    @Override
    public long nanoTime() {
        return platform.nanoTime() - origin;
    }

    @Override
    public void sleep(long nanos) {
        platform.sleep(nanos);
    }

    int rate() {
        return rate;
    }

    double factor() {
        return factor;
    }

    /** The frame that has been reached at a time. */
    long frameAt(long nanos) {
        var card = cardNanos(nanos, factor);
        return card / NANOS_PER_SECOND * rate + card % NANOS_PER_SECOND * rate / NANOS_PER_SECOND;
    }

    /** The first time at which a frame has been reached. */
    long nanosOf(long frame) {
        var rest = frame % rate * NANOS_PER_SECOND;
        var card = frame / rate * NANOS_PER_SECOND + (rest + rate - 1) / rate;
        var nanos = factor == 1 ? card : (long) (card / factor);
        while (frameAt(nanos) < frame) {
            nanos++;
        }
        return nanos;
    }

    /** Card time in platform time; exact for exactly 1. */
    static long cardNanos(long nanos, double factor) {
        return factor == 1 ? nanos : (long) (nanos * factor);
    }
}
