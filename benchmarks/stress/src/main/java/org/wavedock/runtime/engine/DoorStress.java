// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A pump comes out of a call and goes into the next one while control looks: no visit is counted to the one before it. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "outside, or in the next one")
@Outcome(id = "0, 40000000", expect = ACCEPTABLE, desc = "still in the first one")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "surely not in the first one")
@Outcome(expect = FORBIDDEN, desc = "a pump that came out is said to be kept")
@State
public class DoorStress {
    private final Door door = new Door();
    private volatile int calls;

    /** The pump was seen inside. */
    public DoorStress() {
        door.enter();
        door.look(0);
    }

    /** The pump. */
    @Actor
    public void pump() {
        door.leave();
        door.enter();
        calls++;
    }

    /** Control. */
    @Actor
    public void control(IJ_Result result) {
        result.r1 = calls;
        result.r2 = door.look(Door.LOOK_NANOS);
    }
}
