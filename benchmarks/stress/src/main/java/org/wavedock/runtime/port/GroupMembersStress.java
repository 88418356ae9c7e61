// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceSink;

/** One sink joins while another leaves: afterwards the one is called, the other is not. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the one that is there")
@Outcome(expect = FORBIDDEN, desc = "one was forgotten, or is still there")
@State
public class GroupMembersStress {
    private final ServiceGroup group = new ServiceGroup(() -> 0, () -> {}, gone -> {});
    private final Sink joins = new Sink();
    private final Sink leaves = new Sink();

    /** Counts. */
    private static final class Sink extends CUnknown implements IServiceSink {
        private int calls;

        @Override
        public void requestService() {
            calls++;
        }

        @Override
        protected void destroy() {
            // Nothing is held.
        }
    }

    /** A group with the one that leaves. */
    public GroupMembersStress() {
        group.addMember(leaves);
    }

    /** A desk. */
    @Actor
    public void join() {
        group.addMember(joins);
    }

    /** Another one. */
    @Actor
    public void leave() {
        group.removeMember(leaves);
    }

    /** The pump, afterwards. */
    @Arbiter
    public void pump(II_Result result) {
        group.deliver(0);
        result.r1 = joins.calls;
        result.r2 = leaves.calls;
    }
}
