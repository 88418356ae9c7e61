// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A successor aims at the likely frame, and starts at the frame that is passed: the second never takes the first one back. */
@JCStressTest
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "before anything is known")
@Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "the cut became known")
@Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "the cut is known")
@Outcome(id = "-1, 9", expect = ACCEPTABLE, desc = "all of it happened in between")
@Outcome(id = "7, 9", expect = ACCEPTABLE, desc = "it came another way")
@Outcome(id = "9, 9", expect = ACCEPTABLE, desc = "after it was passed")
@Outcome(expect = FORBIDDEN, desc = "what was known is not any more")
@State
public class BatonReadStress {
    private final Baton baton = new Baton("device", null);

    /** The pump of the device that is left. */
    @Actor
    public void pump() {
        baton.expect(7);
        baton.pass(9, 1, 0);
    }

    /** The pump of the successor. */
    @Actor
    public void successor(JJ_Result result) {
        result.r1 = baton.likelyFrame();
        result.r2 = baton.likelyFrame();
    }
}
