// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** What libasound's answers mean to portcls. */
public final class Failures {
    private Failures() {}

    /**
     * An answer as an exception of the control path.
     *
     * @param device the platform's name of the device
     * @param cause libasound's answer
     * @return the exception, with a message for people
     */
    public static AudioException of(String device, AlsaException cause) {
        return new AudioException(
                reason(cause.errno()), "device " + device + ": " + cause.getMessage() + hint(cause.errno()), cause);
    }

    static Reason reason(int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.ENODEV -> Reason.DEVICE_REMOVED;
            case Errno.EBUSY, Errno.ENOMEM -> Reason.INSUFFICIENT_RESOURCES;
            case Errno.EACCES, Errno.EPERM -> Reason.DEVICE_CONFIGURATION_ERROR;
            case Errno.ECONNREFUSED, Errno.EHOSTDOWN, Errno.EAGAIN -> Reason.DEVICE_NOT_READY;
            case Errno.EINVAL -> Reason.FORMAT_NOT_SUPPORTED;
            default -> Reason.UNSUCCESSFUL;
        };
    }

    /** What a person can do about it. */
    public static String hint(int errno) {
        return switch (errno) {
            case Errno.EACCES, Errno.EPERM -> "; the user has to be in the group audio";
            case Errno.EBUSY -> "; another program has it: use a sound server, or a PCM that shares";
            case Errno.ECONNREFUSED, Errno.EHOSTDOWN -> "; the sound server does not run";
            case Errno.ENOENT, Errno.ENODEV -> "; there is no such card or definition";
            default -> "";
        };
    }
}
