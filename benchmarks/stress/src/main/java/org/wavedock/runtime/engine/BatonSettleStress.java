// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The successor lets go of the old baton as soon as that has settled; a client that looks just then is told no less. */
@JCStressTest
@Outcome(
        id = {"5, 5", "5, 8", "8, 8"},
        expect = ACCEPTABLE,
        desc = "only ever more")
@Outcome(expect = FORBIDDEN, desc = "less than before, or what nobody has heard")
@State
public class BatonSettleStress {
    private final Baton before = new Baton("old", null);
    private final Baton after = new Baton("new", null);

    /** The old device has settled at frame 5. */
    public BatonSettleStress() {
        before.hear(5);
        before.pass(5, 0, 0);
        before.settle();
        after.follows(before, null);
    }

    /** The new device's pump. */
    @Actor
    public void pump() {
        after.hear(5);
        after.hear(8);
    }

    /** The client looks for room. */
    @Actor
    public void client(JJ_Result result) {
        result.r1 = after.heardFrame();
        result.r2 = after.heardFrame();
    }
}
