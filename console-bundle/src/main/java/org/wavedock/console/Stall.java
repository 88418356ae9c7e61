// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Tells a stream that waits from one that will never go on, by the time that passes without progress on the stream's clock. */
final class Stall {
    private final Duration limit;
    private Duration waited = Duration.ZERO;
    private long lastFrames = -1;

    /** Patience for so long; null for ever. */
    Stall(Duration limit) {
        this.limit = limit;
    }

    /** It moved. */
    void over() {
        waited = Duration.ZERO;
    }

    /** A wait of that length was in vain: passes on what is no mere timeout, and gives up after the limit. */
    void after(AudioException e, Duration slice, AudioStream stream) throws AudioException, Failure {
        if (e.reason() != Reason.IO_TIMEOUT && e.reason() != Reason.DEVICE_NOT_READY) {
            throw e;
        }
        if (limit == null) {
            return;
        }
        waited = waited.plus(slice);
        if (waited.compareTo(limit) < 0) {
            return;
        }
        var snapshot = stream.snapshot();
        if (snapshot.framesPassed() != lastFrames) {
            lastFrames = snapshot.framesPassed();
            waited = Duration.ZERO;
            return;
        }
        throw Failure.of(
                snapshot.device() == null
                        ? "no device is left that could go on at frame " + lastFrames
                        : snapshot.device() + " stands still at frame " + lastFrames,
                e);
    }
}
