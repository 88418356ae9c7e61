// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** An opening under way at a device's desk; it ends with a binding or with a reason why not. */
final class Attempt {
    private final Device device;
    private volatile Binding binding;
    private volatile AudioException failure;
    private volatile boolean unsuitable;

    Attempt(Device device) {
        this.device = device;
    }

    Device device() {
        return device;
    }

    void succeed(Binding opened) {
        binding = opened;
    }

    void fail(AudioException why) {
        failure = why;
    }

    /**
     * Whether it is not waited for any longer.
     *
     * @param plays whether the stream plays meanwhile
     * @param canGoElsewhere whether another device would take it
     */
    boolean isHopeless(long now, boolean plays, boolean canGoElsewhere) {
        return device.isLeaving() || (plays ? device.opensTooSlowly() : device.isHung(now) && canGoElsewhere);
    }

    /** Nobody waits any longer; answers how this attempt has failed, while what still comes of it is this one's. */
    Attempt giveUp() {
        var failed = new Attempt(device);
        failed.fail(
                device.isLeaving()
                        ? new AudioException(Reason.DEVICE_REMOVED, "device " + device.name() + " has left")
                        : new AudioException(Reason.DEVICE_NOT_READY, "device " + device.name() + " does not answer"));
        return failed;
    }

    /** The device cannot do the stream's format; it would say so again. */
    void exclude(AudioException why) {
        unsuitable = true;
        failure = why;
    }

    boolean isDone() {
        return binding != null || failure != null;
    }

    /** What was opened, or null. */
    Binding binding() {
        return binding;
    }

    /** Whether there is no use in trying again. */
    boolean isUnsuitable() {
        return unsuitable;
    }

    /** Why nothing was opened, or null. */
    AudioException failure() {
        return failure;
    }
}
