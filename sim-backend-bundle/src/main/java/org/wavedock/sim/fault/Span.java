// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A length of a card's time.
 *
 * @param amount how many of the unit, 0 or more
 * @param unit of what, not null
 */
public record Span(long amount, Unit unit) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(ms|s|)");
    private static final long MAX_AMOUNT = 1_000_000_000_000L;

    /** What a span counts. */
    public enum Unit {
        /** Frames of the card's clock. */
        FRAMES(""),
        /** Thousandths of a second of the card's clock. */
        MS("ms"),
        /** Seconds of the card's clock. */
        S("s");

        private final String suffix;

        Unit(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if the amount is negative or above 10<sup>12</sup>
     */
    public Span {
        if (amount < 0 || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException("span is " + amount + ", expected 0 to " + MAX_AMOUNT);
        }
    }

    /**
     * A number of frames.
     *
     * @param count 0 or more
     * @return the span
     * @throws IllegalArgumentException if it is out of range
     */
    public static Span ofFrames(long count) {
        return new Span(count, Unit.FRAMES);
    }

    /**
     * Reads what {@link #toString()} writes: {@code 4800}, {@code 100ms} or {@code 2s}.
     *
     * @param text not null
     * @return the span
     * @throws IllegalArgumentException if it is something else
     */
    public static Span parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\", expected frames like 4800, or a time like 100ms or 2s");
        }
        var unit = match.group(2).isEmpty()
                ? Unit.FRAMES
                : Unit.valueOf(match.group(2).toUpperCase(Locale.ROOT));
        return new Span(Long.parseLong(match.group(1)), unit);
    }

    /**
     * How long that is.
     *
     * @param clockRate frames of the card's clock a second, Hz
     * @return frames, rounded down
     */
    public long frames(int clockRate) {
        return switch (unit) {
            case FRAMES -> amount;
            case MS -> amount / 1000 * clockRate + amount % 1000 * clockRate / 1000;
            case S -> amount * clockRate;
        };
    }

    @Override
    public String toString() {
        return amount + unit.suffix;
    }
}
