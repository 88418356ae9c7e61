// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.util.List;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * The account of a stream at a moment. For render: submitted = rendered + lost + dropped + what is still held; for capture: rendered
 * counts what the devices captured, submitted what the application read.
 *
 * @param name the stream's name
 * @param state what the application asked for: {@code PAUSE} or {@code RUN}, {@code STOP} once closed
 * @param device the device that carries it, or null while it waits for one
 * @param deviceFormat the format that this device was opened with, or null; if it is not the stream's, the stream is converted.
 *     All frames here are the stream's nevertheless
 * @param framesSubmitted frames that the application wrote, or read
 * @param framesRendered different frames that devices have passed
 * @param framesLost frames that no device will ever pass: dropped by close, or captured and not read in time
 * @param framesDropped frames that went by, as {@link Policy.Absence#DISCARD} wants it, while there was no device; of a capture
 *     stream, frames of silence in place of what a device would have captured
 * @param framesRepeated frames that devices passed, or may have passed, once more than once
 * @param framesSilence frames of silence that devices passed between frames of the stream, because it had no data in time
 * @param segments which device passed which frames, where, in time order
 */
public record StreamSnapshot(
        String name,
        StreamState state,
        String device,
        WaveFormat deviceFormat,
        long framesSubmitted,
        long framesRendered,
        long framesLost,
        long framesDropped,
        long framesRepeated,
        long framesSilence,
        List<Segment> segments) {
    /** Copies the list. */
    public StreamSnapshot {
        segments = List.copyOf(segments);
    }

    /**
     * How far the stream's clock has come.
     *
     * @return frames that devices have passed, or that went by without one
     */
    public long framesPassed() {
        return framesRendered + framesDropped;
    }
}
