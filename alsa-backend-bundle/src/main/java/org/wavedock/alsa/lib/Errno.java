// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

/** The answers of libasound that mean something to us; Linux' numbers, negative as libasound returns them. */
public final class Errno {
    /** Not allowed for this user. */
    public static final int EPERM = -1;
    /** No such card or definition. */
    public static final int ENOENT = -2;
    /** The operation failed; a server that went away. */
    public static final int EIO = -5;
    /** Not now. */
    public static final int EAGAIN = -11;
    /** Out of memory. */
    public static final int ENOMEM = -12;
    /** Not allowed for this user. */
    public static final int EACCES = -13;
    /** Somebody else has the device. */
    public static final int EBUSY = -16;
    /** The device is gone. */
    public static final int ENODEV = -19;
    /** Not possible for this PCM. */
    public static final int EINVAL = -22;
    /** The function is not there. */
    public static final int ENOSYS = -38;
    /** No server answers. */
    public static final int ECONNREFUSED = -111;
    /** The server is down. */
    public static final int EHOSTDOWN = -112;

    private Errno() {}
}
