// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.wavedock.runtime.port.BookedPin;
import org.wavedock.stream.StreamRequest;

/** Control gives a binding up while its pump takes over: who has taken over passes the baton, and who has not does not. */
@JCStressTest
@Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "given up before it took over")
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "given up after it took over")
@Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "the pump was at work: it keeps it")
@Outcome(expect = FORBIDDEN, desc = "a stream whose successor waits for ever, or starts where nobody was")
@State
public class BindingAbandonStress {
    private static final Still TIME = new Still();
    private static final ManagedStream STREAM =
            new ManagedStream(StreamRequest.render("stress", BookedPin.FORMAT), new Switchboard(TIME));
    private static final Device DEVICE = Device.nowhere(TIME);

    private final Binding binding = new Binding(STREAM, DEVICE, new BookedPin());

    /** It is about to take over at frame 5. */
    public BindingAbandonStress() {
        var before = new Baton("before", null);
        before.pass(5, 0, 0);
        before.settle();
        binding.follow(before);
    }

    /** The pump. */
    @Actor
    public void pump() {
        binding.requestService();
    }

    /** Control. */
    @Actor
    public void control() {
        binding.abandon(0);
    }

    /** What control sees. */
    @Arbiter
    public void outcome(ZZZ_Result result) {
        result.r1 = binding.isReleased();
        result.r2 = binding.hasTakenOver();
        result.r3 = binding.baton().isPassed();
    }
}
