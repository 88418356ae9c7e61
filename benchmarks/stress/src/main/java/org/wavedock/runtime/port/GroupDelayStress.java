// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** A new delayed request comes while the one before is delivered: it is not taken for the old one and forgotten. */
@JCStressTest
@Outcome(id = "700", expect = ACCEPTABLE, desc = "the new request stands")
@Outcome(expect = FORBIDDEN, desc = "it was forgotten")
@State
public class GroupDelayStress {
    private final ServiceGroup group = new ServiceGroup(() -> 0, () -> {}, gone -> {});

    /** A group with a request for 100 ns. */
    public GroupDelayStress() {
        group.supportDelayedService();
        group.requestDelayedService(1);
    }

    /** The pump, at 500 ns. */
    @Actor
    public void pump() {
        group.deliver(500);
    }

    /** A miniport asks for 700 ns. */
    @Actor
    public void miniport() {
        group.requestDelayedService(7);
    }

    /** What is left. */
    @Arbiter
    public void outcome(J_Result result) {
        result.r1 = group.delayedUntil();
    }
}
