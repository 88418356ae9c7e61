// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

/** A libasound call on the control path answered with an error. */
public final class AlsaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * A failed call.
     *
     * @param call what was asked for, for people
     * @param errno the negative answer
     */
    public AlsaException(String call, int errno) {
        super(call + ": " + Libasound.strerror(errno) + " (" + errno + ")");
        this.errno = errno;
    }

    /** The answer: a negative {@link Errno}. */
    public int errno() {
        return errno;
    }
}
