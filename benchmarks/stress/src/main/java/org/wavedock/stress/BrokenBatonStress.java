// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A baton that is passed without comparing and setting: both sides may believe that it was theirs. It must be found out. */
@JCStressTest
@Outcome(id = "10, 1", expect = ACCEPTABLE, desc = "passed by the pump")
@Outcome(id = "20, 1", expect = ACCEPTABLE, desc = "passed by control")
@Outcome(expect = FORBIDDEN, desc = "passed twice")
@State
public class BrokenBatonStress {
    private volatile boolean passed;
    private volatile int frame;
    private int byPump;
    private int byControl;

    /** The pump. */
    @Actor
    public void pump() {
        byPump = pass(10);
    }

    /** Control. */
    @Actor
    public void control() {
        byControl = pass(20);
    }

    private int pass(int at) {
        if (passed) {
            return 0;
        }
        frame = at;
        passed = true;
        return 1;
    }

    /** What came of it. */
    @Arbiter
    public void outcome(II_Result result) {
        result.r1 = frame;
        result.r2 = byPump + byControl;
    }
}
