// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A device throws its pump out while control gives it up: one of them ends the stay, and one only. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the pump does")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "control does")
@Outcome(expect = FORBIDDEN, desc = "both do, or nobody")
@State
public class BooksReclaimStress {
    private final Books books = new Books();

    /** The pump, after a failure. */
    @Actor
    public void pump(ZZ_Result result) {
        result.r1 = books.tryToOpen();
    }

    /** Control. */
    @Actor
    public void control(ZZ_Result result) {
        result.r2 = books.seal();
    }
}
