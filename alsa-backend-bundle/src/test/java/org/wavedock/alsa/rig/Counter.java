// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

/** What a {@link VirtualCard} counts since its control file was made; 64 bits each at {@link #offset()} of it. */
public enum Counter {
    OPENS,
    CLOSES,
    STARTS,
    STOPS,
    XRUNS,
    PREPARES,
    /** Frames that the position passed, playing. */
    RENDERED,
    /** Frames that were heard: in the file, if there is one. Less than rendered by what the FIFO holds or lost. */
    WRITTEN,
    /** Frames that were lost in the FIFO. */
    DISCARDED,
    CAPTURED,
    /** The most frames that were committed and not yet rendered. */
    MAX_AHEAD,
    WRITE_ERRORS,
    /** Calls that a fault holds now. */
    BLOCKED,
    /** Frames since the last prepare. */
    POSITION,
    RATE,
    CHANNELS,
    /** As alsa-lib numbers them. */
    FORMAT,
    BUFFER_SIZE,
    PERIOD_SIZE,
    ACCESS;

    int offset() {
        return 8 + 8 * ordinal();
    }
}
