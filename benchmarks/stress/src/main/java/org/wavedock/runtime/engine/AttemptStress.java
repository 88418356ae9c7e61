// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** A desk says why it did not open a device while control looks: an attempt that is done says how it ended. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not done yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "done, and it says why")
@Outcome(expect = FORBIDDEN, desc = "done for no reason")
@State
public class AttemptStress {
    private final Attempt attempt = new Attempt(null);

    /** The desk. */
    @Actor
    public void desk() {
        attempt.fail(new AudioException(Reason.DEVICE_REMOVED, "gone"));
    }

    /** Control. */
    @Actor
    public void control(II_Result result) {
        if (attempt.isDone()) {
            result.r1 = 1;
            result.r2 = attempt.failure() != null && attempt.binding() == null ? 1 : 0;
        }
    }
}
