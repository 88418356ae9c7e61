// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The old device still empties its FIFO while the new one plays: what a client is told has been heard never goes back. */
@JCStressTest
@Outcome(
        id = {"3, 3", "3, 5", "3, 8", "5, 5", "5, 8", "8, 8"},
        expect = ACCEPTABLE,
        desc = "only ever more")
@Outcome(expect = FORBIDDEN, desc = "less than before, or what nobody has heard")
@State
public class BatonChainStress {
    private final Baton before = new Baton("old", null);
    private final Baton after = new Baton("new", null);

    /** The old device has passed frame 5, and three were heard; the new one has played up to 8. */
    public BatonChainStress() {
        before.hear(3);
        before.pass(5, 0, 0);
        after.follows(before, null);
        after.hear(8);
    }

    /** The old device's pump: everything is out of the FIFO, then there is no more. */
    @Actor
    public void pump() {
        before.hear(5);
        before.settle();
    }

    /** The client looks for room. */
    @Actor
    public void client(JJ_Result result) {
        result.r1 = after.heardFrame();
        result.r2 = after.heardFrame();
    }
}
