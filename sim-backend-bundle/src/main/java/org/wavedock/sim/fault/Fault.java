// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that goes wrong at an exact frame of a card's own clock. That clock counts from the making of the card on, at a rate of its own
 * (48,000 Hz unless configured) and at the card's configured speed, whatever happens to its channels.
 *
 * @param when the frame, not null
 * @param fromNow whether it is counted from the moment of injection, and not from the card's beginning
 * @param effect what goes wrong, not null
 * @param duration for how long; empty for ever, and of what is over at once
 */
public record Fault(Span when, boolean fromNow, Effect effect, Optional<Span> duration) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if it has a duration and cannot last
     */
    public Fault {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(effect, "effect");
        if (duration.isPresent() && effect.isInstant()) {
            throw new IllegalArgumentException(
                    effect.keyword() + " for " + duration.get() + ", expected no duration: it is over at once");
        }
    }

    /**
     * A fault at a frame of the card's clock.
     *
     * @param frame 0 or more
     * @param effect not null
     * @return the fault; if it can last it does so for ever
     * @throws IllegalArgumentException if the frame is out of range
     */
    public static Fault at(long frame, Effect effect) {
        return new Fault(Span.ofFrames(frame), false, effect, Optional.empty());
    }

    /**
     * A fault so many frames after its injection.
     *
     * @param frames 0 or more
     * @param effect not null
     * @return the fault; if it can last it does so for ever
     * @throws IllegalArgumentException if the number is out of range
     */
    public static Fault in(long frames, Effect effect) {
        return new Fault(Span.ofFrames(frames), true, effect, Optional.empty());
    }

    /**
     * The same with an end.
     *
     * @param frames of the card's clock, 0 or more
     * @return another fault
     * @throws IllegalArgumentException if it cannot last, or the number is out of range
     */
    public Fault lasting(long frames) {
        return new Fault(when, fromNow, effect, Optional.of(Span.ofFrames(frames)));
    }

    /**
     * Reads what {@link #toString()} writes; blanks do not matter.
     *
     * @param text such as {@code stall@96000 for 4800}
     * @return the fault
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    public static Fault parse(String text) {
        return new FaultParser(text).fault();
    }

    /** As a script has it. */
    @Override
    public String toString() {
        var details = effect.details();
        return effect.keyword()
                + "@"
                + (fromNow ? "+" : "")
                + when
                + (details.isEmpty() ? "" : " " + details)
                + duration.map(span -> " for " + span).orElse("");
    }
}
