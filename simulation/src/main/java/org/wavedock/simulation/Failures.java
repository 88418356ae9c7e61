// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Finds out about failures that the runtime survives and logs: in a simulation nothing may fail but what was made to. */
final class Failures extends Handler {
    /** Kept here: a logger that nobody holds on to is forgotten with its handlers. */
    private static final Logger RUNTIME = Logger.getLogger("org.wavedock");

    private static final ThreadLocal<Verdict> CURRENT = new ThreadLocal<>();

    private Failures() {}

    /** From now on errors that are logged on any thread count against its life, and nothing of Wavedock's log is shown. */
    static void watch() {
        synchronized (RUNTIME) {
            for (var handler : RUNTIME.getHandlers()) {
                if (handler instanceof Failures) {
                    return;
                }
            }
            RUNTIME.setUseParentHandlers(false);
            RUNTIME.addHandler(new Failures());
        }
    }

    static void blame(Verdict verdict) {
        CURRENT.set(verdict);
    }

    /** An exception in one line, with the place where it arose. */
    static String describe(Throwable thrown) {
        var trace = thrown.getStackTrace();
        return trace.length == 0 ? thrown.toString() : thrown + " at " + trace[0];
    }

    @Override
    public void publish(LogRecord entry) {
        var verdict = CURRENT.get();
        if (verdict != null && entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            var thrown = entry.getThrown();
            verdict.broken(
                    Invariant.NO_WORK_FAILS,
                    "%s: %s",
                    entry.getMessage(),
                    thrown == null ? "no exception" : describe(thrown));
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is held
    }
}
