// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/**
 * Where a stream is; {@code KSAUDIO_POSITION} (ksmedia.h). Both are counters of bytes done, so that play up to write is
 * what the device may be touching. For an ordinary stream they count from its beginning and never wrap; for a looped
 * buffer they are offsets in it.
 *
 * @param playOffset bytes already played, or recorded; 0 or more
 * @param writeOffset render: bytes handed to the device; capture: bytes taken from it; 0 or more
 */
public record AudioPosition(long playOffset, long writeOffset) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public AudioPosition {
        if (playOffset < 0 || writeOffset < 0) {
            throw new IllegalArgumentException(
                    "position is play " + playOffset + ", write " + writeOffset + ", expected 0 or more");
        }
    }
}
