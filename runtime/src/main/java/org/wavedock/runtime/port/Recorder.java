// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.AudioException;

/** A pin that captures: there is nothing to drain. Up to the last counter everything is delivered, and that is the cut. */
interface Recorder extends Pin {
    @Override
    default void stopFeeding(long now) throws AudioException {
        halt(now);
    }

    @Override
    default boolean drained() {
        return true;
    }

    @Override
    default boolean quiet() {
        return true;
    }

    @Override
    default long resumeFrame() {
        return nextFrame();
    }

    @Override
    default long wantedEnd() {
        return nextFrame();
    }

    @Override
    default long settledAt(long now) {
        return now;
    }

    @Override
    default long nanosSinceEnd() {
        return 0;
    }
}
