// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import org.wavedock.wave.WaveFormat;

/**
 * How a stream went from one device to another.
 *
 * @param from the device that it left; null if it waited for its first one, or discarded
 * @param to the device that it went to; null if there is none and it discards from then on
 * @param reason why
 * @param atFrame the first frame of the stream that the new device renders
 * @param gapFrames frames' time between the last frame on the old device and the first on the new one
 * @param gapMicros the same in microseconds
 * @param framesLost frames that neither passed
 * @param framesRepeated frames that both passed, or may have passed
 * @param fromFormat the format that the old device was opened with, or null
 * @param toFormat the format that the new one is opened with; if it is not the stream's, the stream is converted from here on
 */
public record SwapReport(
        String from,
        String to,
        SwapReason reason,
        long atFrame,
        long gapFrames,
        long gapMicros,
        long framesLost,
        long framesRepeated,
        WaveFormat fromFormat,
        WaveFormat toFormat) {}
