// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.util.Map;
import org.wavedock.stream.SwapReason;

/**
 * The numbers of a soak.
 *
 * @param actions what was done to backends and streams, how often
 * @param streams how many were opened
 * @param swaps changes of device
 * @param render frames that were played
 * @param capture frames that were captured
 */
public record Figures(Map<Action, Long> actions, long streams, Swaps swaps, Render render, Capture capture) {
    /**
     * Changes of device. Gaps are those of planned ones from one device to another.
     *
     * @param byReason how many
     * @param plannedLost frames
     * @param plannedRepeated frames
     * @param gapMicrosMedian half of the gaps are not longer
     * @param gapMicros90 nine of ten gaps are not longer
     * @param gapMicrosLongest the longest gap
     * @param surpriseLost frames
     * @param surpriseRepeated frames that may have been heard twice
     * @param surpriseWorst the most of them in one swap
     */
    public record Swaps(
            Map<SwapReason, Long> byReason,
            long plannedLost,
            long plannedRepeated,
            long gapMicrosMedian,
            long gapMicros90,
            long gapMicrosLongest,
            long surpriseLost,
            long surpriseRepeated,
            long surpriseWorst) {}

    /**
     * Render, in frames.
     *
     * @param submitted written by clients
     * @param rendered once heard, by the ledgers
     * @param lostByClose not heard before their stream was closed
     * @param lostInFifos perhaps not heard, because their device was lost with them in its FIFO after it had handed over
     * @param repeated heard again, or perhaps, by the ledgers
     * @param silence between frames, because a pump or a client was late
     * @param heard found in the recordings of the cards, each time that they were heard
     */
    public record Render(
            long submitted,
            long rendered,
            long lostByClose,
            long lostInFifos,
            long repeated,
            long silence,
            long heard) {}

    /**
     * Capture, in frames.
     *
     * @param captured taken from the cards
     * @param read by clients
     * @param lost not read in time, or before the stream was closed
     */
    public record Capture(long captured, long read, long lost) {}
}
