// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

/** A command cannot go on; the message is one line for the person who typed it. */
final class Failure extends Exception {
    /** It failed. */
    static final int FAILED = 1;
    /** It was called wrongly. */
    static final int USAGE = 2;
    /** It was stopped by Ctrl-C. */
    static final int CANCELLED = 130;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static Failure of(String message) {
        return new Failure(FAILED, message, null);
    }

    static Failure of(String message, Throwable cause) {
        return new Failure(FAILED, message, cause);
    }

    static Failure usage(String message) {
        return new Failure(USAGE, message, null);
    }

    static Failure cancelled() {
        return new Failure(CANCELLED, "stopped", null);
    }

    int exitCode() {
        return exitCode;
    }

    boolean isCancelled() {
        return exitCode == CANCELLED;
    }
}
