// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A pump logs pieces while the account takes them out: each comes once, whole and in order. */
@JCStressTest
@Outcome(id = "0, 12", expect = ACCEPTABLE, desc = "all of it was taken later")
@Outcome(id = "1, 12", expect = ACCEPTABLE, desc = "the first one was taken at once")
@Outcome(id = "12, 12", expect = ACCEPTABLE, desc = "both were taken at once")
@Outcome(expect = FORBIDDEN, desc = "a piece is missing, torn or out of order")
@State
public class RunLogStress {
    private static final long TORN = 1_000;

    private final RunLog log = new RunLog();
    private long taken;

    private void take(long deviceFrame, long deviceFrames, long streamFrame, long frames, boolean confirmed) {
        var whole = streamFrame == 10 * deviceFrame && frames == 100 * deviceFrame && confirmed == (deviceFrame == 1);
        taken = 10 * taken + (whole ? deviceFrame : TORN);
    }

    /** The pump. */
    @Actor
    public void pump() {
        log.offer(1, 10, 100, true);
        log.offer(2, 20, 200, false);
    }

    /** The account. */
    @Actor
    public void account(JJ_Result result) {
        log.drainTo(this::take);
        result.r1 = taken;
    }

    /** The account, at the end. */
    @Arbiter
    public void end(JJ_Result result) {
        log.drainTo(this::take);
        result.r2 = taken;
    }
}
