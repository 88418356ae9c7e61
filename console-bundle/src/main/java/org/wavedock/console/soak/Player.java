// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.time.Duration;
import java.util.List;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;

/** A stream with a client that knows what is to come of it. */
interface Player {
    /** The stream. */
    AudioStream stream();

    /** Does what a client does, without waiting. Called again and again by one thread. */
    void serve() throws AudioException;

    /** Goes on after {@link #finish}. */
    void resume();

    /** There is no more to come until {@link #resume}. */
    void finish();

    /** Waits until everything that is under way has arrived, after {@link #finish}. */
    void drain(Duration patience, Violations violations);

    /** Closes the stream. */
    void end();

    /** Whether it has served its time. */
    boolean isWorn();

    /**
     * Checks what has happened since the last time, while nothing happens.
     *
     * @return what cards must have recorded of it
     */
    List<Claim> check(Tally tally, Violations violations);
}
