// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A time as people type it, kept exactly.
 *
 * @param value seconds, 0 to a billion
 */
record Seconds(BigDecimal value) {
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000L);

    static Seconds parse(String what, String text) throws Failure {
        try {
            var value = new BigDecimal(text);
            if (value.signum() >= 0 && value.compareTo(MAX) <= 0) {
                return new Seconds(value);
            }
        } catch (NumberFormatException ignored) {
            // said below
        }
        throw Failure.usage(what + " is \"" + text + "\", expected seconds, 0 or more, such as 1.5");
    }

    /** The frame at that time, round(seconds x rate). */
    long frame(int sampleRate) {
        return value.multiply(BigDecimal.valueOf(sampleRate))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Frames as a time for people: {@code 1:02.500}. */
    static String format(long frames, int sampleRate) {
        var millis = Math.round(frames * 1000.0 / sampleRate);
        return millis / 60_000 + String.format(":%02d.%03d", millis / 1000 % 60, millis % 1000);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
