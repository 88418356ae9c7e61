// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

/**
 * The state of a stream, portcls' {@code KSSTATE} (ks.h) with the same order and ordinals.
 *
 * <p>A miniport only ever sees neighbouring steps; whoever asks for a farther state is taken there step by step.
 */
public enum StreamState {
    /** Minimum resources; position 0 ({@code KSSTATE_STOP}). */
    STOP,
    /** Resources are being acquired; no data moves ({@code KSSTATE_ACQUIRE}). */
    ACQUIRE,
    /** Ready to run at once; the position stands still ({@code KSSTATE_PAUSE}). */
    PAUSE,
    /** Data moves ({@code KSSTATE_RUN}). */
    RUN;

    /** {@code values()} makes a new array each time, and this is asked on the hot path. */
    private static final StreamState[] ALL = values();

    /**
     * The neighbouring state on the way to {@code target}.
     *
     * @param target where to go, not null
     * @return the next state, or this one when it is the target
     */
    public StreamState stepTowards(StreamState target) {
        return ALL[ordinal() + Integer.signum(target.ordinal() - ordinal())];
    }
}
