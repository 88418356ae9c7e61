// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/** A pump passes the baton at the moment at which control gives the pump up: whoever was first, and nothing of the other. */
@JCStressTest
@Outcome(id = "10, 1, 0, 10", expect = ACCEPTABLE, desc = "passed by the pump")
@Outcome(id = "20, 2, 5, 20", expect = ACCEPTABLE, desc = "passed by control")
@Outcome(expect = FORBIDDEN, desc = "a mixture, or passed twice")
@State
public class BatonPassStress {
    private final Baton baton = new Baton("device", null);

    /** The pump. */
    @Actor
    public void pump(JJJJ_Result result) {
        baton.pass(10, 1, 0);
        result.r4 = baton.frame();
    }

    /** Control. */
    @Actor
    public void control() {
        baton.pass(20, 2, 5);
    }

    /** What the successor is told. */
    @Arbiter
    public void outcome(JJJJ_Result result) {
        result.r1 = baton.frame();
        result.r2 = baton.endedAt();
        result.r3 = baton.doubtful();
    }
}
