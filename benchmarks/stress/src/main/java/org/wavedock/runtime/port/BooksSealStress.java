// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.wavedock.wave.DeviceRemovedException;

/** Control seals a pin's books while the pump changes the account twice: what control finds in them is whole, and the last of it. */
@JCStressTest
@Outcome(id = "-1, -1, 22", expect = ACCEPTABLE, desc = "the pump was at work: control keeps out")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "sealed before the first change")
@Outcome(id = "1, 1, 11", expect = ACCEPTABLE, desc = "sealed between the two")
@Outcome(id = "2, 2, 22", expect = ACCEPTABLE, desc = "sealed after both")
@Outcome(expect = FORBIDDEN, desc = "two had the books at a time, or a change was made after they were sealed")
@State
public class BooksSealStress {
    private final Books books = new Books();
    private int frames;
    private int pieces;

    /** The pump: it works, is in a call of the device, and works again. */
    @Actor
    public void pump() {
        try {
            change();
            change();
        } catch (DeviceRemovedException e) {
            // Control has them.
        }
    }

    private void change() {
        books.open();
        frames++;
        pieces++;
        books.close();
    }

    /** Control. */
    @Actor
    public void control(III_Result result) {
        var sealed = books.seal();
        result.r1 = sealed ? frames : -1;
        result.r2 = sealed ? pieces : -1;
    }

    /** The account in the end. */
    @Arbiter
    public void outcome(III_Result result) {
        result.r3 = 10 * frames + pieces;
    }
}
