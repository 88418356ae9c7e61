// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.util.Objects;

/**
 * Which device a stream may be on, and what happens while there is none for it. The two are independent.
 *
 * @param selection which device, not null
 * @param absence what happens meanwhile, not null
 */
public record Policy(Selection selection, Absence absence) {
    /** The best device always, waiting if there is none: what streams have that do not ask. */
    public static final Policy FOLLOW = new Policy(Selection.GREEDY, Absence.WAIT);

    /** One device as long as it works, then the best of the others; waiting if there is none. */
    public static final Policy FOLLOW_RELUCTANT = new Policy(Selection.RELUCTANT, Absence.WAIT);

    /** This device and no other; waiting while it is not there. */
    public static final Policy PINNED_WAIT = new Policy(Selection.PINNED, Absence.WAIT);

    /** This device and no other; the stream ends with it. */
    public static final Policy PINNED_FAIL = new Policy(Selection.PINNED, Absence.FAIL);

    /** The best device always; what is due while there is none is dropped. */
    public static final Policy DISCARD = new Policy(Selection.GREEDY, Absence.DISCARD);

    /** Which device. */
    public enum Selection {
        /** The best one that is there: a better newcomer is moved to. */
        GREEDY,
        /** The one that carries the stream, as long as it works; then the best one that is there. */
        RELUCTANT,
        /** The one that was asked for, recognised by its identity; no other unless {@link AudioStream#swapTo} asks for it. */
        PINNED
    }

    /** What happens while there is no device for the stream. */
    public enum Absence {
        /** The stream keeps its place, and goes on there when a device comes. */
        WAIT,
        /** The stream ends, as if it were closed; calls say why. */
        FAIL,
        /** The clock and the position go on: frames are taken at the stream's rate, dropped and counted; captured is silence. */
        DISCARD
    }

    /** Checks that both are there. */
    public Policy {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(absence, "absence");
    }
}
