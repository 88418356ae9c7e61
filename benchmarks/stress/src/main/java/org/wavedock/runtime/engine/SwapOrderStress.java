// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;

/** Control fulfils an order while the client waits for it: an order that is done has a whole report. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "not done yet")
@Outcome(id = "4711", expect = ACCEPTABLE, desc = "done")
@Outcome(expect = FORBIDDEN, desc = "done without a report")
@State
public class SwapOrderStress {
    private final SwapOrder order = new SwapOrder("device");

    /** Control. */
    @Actor
    public void control() {
        order.fulfil(new SwapReport("old", "device", SwapReason.REQUESTED, 4711, 0, 0, 0, 0, null, null));
    }

    /** The client. */
    @Actor
    public void client(J_Result result) {
        try {
            if (order.isDone()) {
                var report = order.result();
                result.r1 = report == null ? -1 : report.atFrame();
            }
        } catch (AudioException e) {
            result.r1 = -1;
        }
    }
}
