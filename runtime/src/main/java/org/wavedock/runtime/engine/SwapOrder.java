// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;

/** A client's wish for a device, and what became of it. */
final class SwapOrder {
    private final String device;
    private volatile SwapReport report;
    private volatile AudioException failure;

    SwapOrder(String device) {
        this.device = device;
    }

    String device() {
        return device;
    }

    void fulfil(SwapReport how) {
        report = how;
    }

    void fail(AudioException why) {
        failure = why;
    }

    boolean isDone() {
        return report != null || failure != null;
    }

    SwapReport result() throws AudioException {
        if (failure != null) {
            throw failure;
        }
        return report;
    }
}
