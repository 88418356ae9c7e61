// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

/** What has to hold throughout. */
enum Invariant {
    /** No frame submitted is skipped on any device that survives. */
    NO_FRAME_SKIPPED,
    /** While no device is lost, nothing is heard twice. */
    PLANNED_SWAPS_REPEAT_NOTHING,
    /** What is heard again after a loss is at most the lead, what the device held, and a period. */
    REPEATS_BOUNDED,
    /** The segments are what the cards heard, frame by frame, and nothing else was heard. */
    LEDGER_AGREES,
    /** What a client sees of its position never goes back. */
    POSITIONS_NEVER_GO_BACK,
    /** The frames of a stream are heard in their order. */
    ORDER_KEPT,
    /** Captured is delivered and dropped, and what was delivered is what the card captured there. */
    CAPTURE_AGREES,
    /** A gap in what was captured is flagged at its frame, with its length. */
    CAPTURE_GAPS_EXACT,
    /** A stream is on no device that its policy forbids, and without one it waits, ends or goes by, as it was told. */
    POLICY_KEPT,
    /** What was opened is given back: uses of devices, channels, memory, workers. */
    NOTHING_LEAKS,
    /** No call, no drain and no close takes longer than it may, and no work spins. */
    EVERYTHING_ENDS,
    /** A device that stands under a stream that runs is given up in time. */
    STANDSTILL_NOTICED,
    /** A device that does nothing wrong is not given up. */
    NOBODY_BLAMED,
    /** Nothing fails in the runtime itself. */
    NO_WORK_FAILS
}
