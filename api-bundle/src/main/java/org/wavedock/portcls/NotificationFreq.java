// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/**
 * What {@code SetNotificationFreq} (portcls.h) answers.
 *
 * @param intervalMillis the interval that the miniport will notify at, milliseconds; the port tolerates any
 * @param frameSize the most bytes that go through in the interval: a whole number of audio frames, rounded down; 1 or
 *     more
 */
public record NotificationFreq(int intervalMillis, int frameSize) {
    /**
     * Checks the frame size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public NotificationFreq {
        if (frameSize < 1) {
            throw new IllegalArgumentException("frame size is " + frameSize + " bytes, expected 1 or more");
        }
    }
}
