// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** The device's service comes to a pin while a client goes: it is let in, or called again. One is inside at a time. */
@JCStressTest
@Outcome(id = "true, false, [01]", expect = ACCEPTABLE, desc = "let in")
@Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "let in, and called again for nothing")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "turned away, and called again")
@Outcome(expect = FORBIDDEN, desc = "turned away and forgotten, or both were inside")
@State
public class TurnstileStress {
    private final Turnstile turnstile = new Turnstile(this::again);
    private boolean again;
    private boolean served;
    private int visits;
    private int seen;

    private void again() {
        again = true;
    }

    /** The device's service. */
    @Actor
    public void service() {
        if (turnstile.enterService()) {
            served = true;
            seen = visits;
            visits++;
            turnstile.leaveService();
        }
    }

    /** A client. */
    @Actor
    public void client() {
        turnstile.enter();
        visits++;
        turnstile.leave();
    }

    /** What came of it. */
    @Arbiter
    public void outcome(ZZI_Result result) {
        result.r1 = served;
        result.r2 = again;
        result.r3 = seen + (visits == (served ? 2 : 1) ? 0 : 10);
    }
}
