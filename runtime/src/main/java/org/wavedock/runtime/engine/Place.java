// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/**
 * Where a stream is, as its client may know it.
 *
 * @param kind whether it is anywhere
 * @param stay its stay there, or null
 * @param refusal why no device takes it, or null
 */
record Place(Kind kind, Baton stay, AudioException refusal) {
    static final Place UNKNOWN = new Place(Kind.UNKNOWN, null, null);
    static final Place GONE = new Place(Kind.WAITING, null, null);

    enum Kind {
        /** Not decided yet: a device is to be chosen, or is being opened. */
        UNKNOWN,
        /** There is no device for it now. */
        WAITING,
        /** On a device, or nowhere at the platform's pace. */
        CARRIED
    }

    /** The name of the device that it is on, or null. */
    String device() {
        return stay == null ? null : stay.device();
    }

    /** The device's format, or null. */
    WaveFormat format() {
        return device() == null ? null : stay.format();
    }
}
