// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.util.Objects;

/** A call on the control path failed; portcls answers with an NTSTATUS instead. */
public class AudioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * A failure.
     *
     * @param reason why, not null
     * @param message for people: names the value and what was expected
     */
    public AudioException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * A failure that another one caused.
     *
     * @param reason why, not null
     * @param message for people: names the value and what was expected
     * @param cause what happened below, or null
     */
    public AudioException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why.
     *
     * @return the reason, not null
     */
    public Reason reason() {
        return reason;
    }
}
