// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;

/** The state of a miniport's stream, which is taken anywhere by neighbouring steps. One thread at a time. */
public final class StateLadder {
    /** Takes the miniport's stream one step. */
    @FunctionalInterface
    public interface Step {
        /**
         * One step.
         *
         * @param next the neighbouring state
         * @throws AudioException what the miniport refuses with
         */
        void to(StreamState next) throws AudioException;
    }

    private final Step step;
    private StreamState state = StreamState.STOP;

    /**
     * A ladder with somebody at its foot, in STOP.
     *
     * @param step takes a step
     */
    public StateLadder(Step step) {
        this.step = step;
    }

    /** Where it stands. */
    public StreamState state() {
        return state;
    }

    /**
     * Goes there. Going up the first failure ends it; going down nothing does.
     *
     * @param target the state wanted; nothing happens if it is there
     * @throws AudioException the failure that ended it, or the last one on the way down
     */
    public void go(StreamState target) throws AudioException {
        Throwable failure = null;
        while (state != target) {
            var next = state.stepTowards(target);
            try {
                step.to(next);
            } catch (AudioException | RuntimeException | Error e) {
                if (next.ordinal() > state.ordinal()) {
                    throw e;
                }
                failure = e;
            }
            state = next;
        }
        if (failure instanceof AudioException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException broken) {
            throw broken;
        }
        if (failure instanceof Error broken) {
            throw broken;
        }
    }
}
