// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceSink;

/** C11: whoever has taken a sink out of a group may free it; no call of it is under way then, and none comes. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "never called once it was free")
@Outcome(expect = FORBIDDEN, desc = "called after it was freed")
@State
public class GroupRemoveStress {
    private final ServiceGroup group = new ServiceGroup(() -> 0, () -> {}, gone -> {});
    private final Sink sink = new Sink();

    /** Holds something that can be freed. */
    private static final class Sink extends CUnknown implements IServiceSink {
        private volatile boolean free;
        private volatile int uses;

        @Override
        public void requestService() {
            if (free) {
                uses++;
            }
            if (free) {
                uses++;
            }
        }

        @Override
        protected void destroy() {
            // Nothing is held.
        }
    }

    /** A group with a member. */
    public GroupRemoveStress() {
        group.addMember(sink);
    }

    /** The pump. */
    @Actor
    public void pump(I_Result result) {
        group.deliver(0);
        result.r1 = sink.uses;
    }

    /** Control. */
    @Actor
    public void control() {
        group.removeMember(sink);
        sink.free = true;
    }
}
