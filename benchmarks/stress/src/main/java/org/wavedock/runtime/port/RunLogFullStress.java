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

/** A log that is full refuses, or counts, until the account has made room; nothing that it took is overwritten. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "refused, and counted")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "there was room again")
@Outcome(expect = FORBIDDEN, desc = "lost, or twice, or in place of another")
@State
public class RunLogFullStress {
    private final RunLog log = new RunLog();
    private long capacity;
    private long sum;

    /** Full. */
    public RunLogFullStress() {
        while (log.offer(0, 0, 1, true)) {
            capacity++;
        }
    }

    private void take(long deviceFrame, long deviceFrames, long streamFrame, long frames, boolean confirmed) {
        sum += frames;
    }

    /** The pump. */
    @Actor
    public void pump() {
        log.offerOrCount(0, 0, 1, true);
    }

    /** The account. */
    @Actor
    public void account() {
        log.drainTo(this::take);
    }

    /** The account, at the end. */
    @Arbiter
    public void end(JJ_Result result) {
        log.drainTo(this::take);
        result.r1 = sum - capacity;
        result.r2 = log.unlisted();
    }
}
