// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

/**
 * What the channel of a stream that shares a device knows besides, found by {@code queryInterface} of the channel and of the
 * miniport's stream: what others do there. None of it calls the device. The pump's.
 */
public interface Share {
    /**
     * How far the device may have got at the most in what this stream committed: others may have committed less, and what is not
     * given to the device cannot be heard. Kept when the channel has stopped.
     *
     * @return frames since the channel's start, 0 or more; {@link Long#MAX_VALUE} if the device does not take commitments
     */
    long givenFrames();

    /**
     * How far the device was seen to go between the channel's start and its first frame: others were heard, it has not stood.
     *
     * @return frames, 0 or more, never less than before since the last start
     */
    long waitedFrames();

    /**
     * How far beyond the channel's end the device had got when what it had been given there was taken out again: whether that was
     * heard is not known. Of a channel that stopped last while others, or what they count on, kept the device going.
     *
     * @return frames, 0 or more; 0 if the device takes commitments
     */
    long overrunFrames();
}
