// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** A client orders a swap while control looks for orders: control finds it, whole, now or the next time, and the client hears of it. */
@JCStressTest
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "found at once")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "found the next time")
@Outcome(expect = FORBIDDEN, desc = "an order was lost, found twice, found without its device, or carried out unheard")
@State
public class OrderTakeStress {
    private final Slow time = new Slow();
    private final ManagedStream stream = OrderPlaceStress.stream(time);

    /** Whoever waits has ordered, and looks once: when control has looked. */
    private static final class Slow extends Still {
        private volatile boolean ordered;
        private volatile boolean looked;

        @Override
        public boolean await(BooleanSupplier condition, long timeoutNanos) {
            ordered = true;
            while (!looked) {
                Thread.onSpinWait();
            }
            return condition.getAsBoolean();
        }
    }

    /** The client. */
    @Actor
    public void client(ZZZ_Result result) {
        try {
            stream.swapTo("there", Duration.ZERO);
        } catch (AudioException e) {
            result.r3 = e.reason() == Reason.NOT_FOUND;
        }
    }

    /** Control, before or after the order is placed, and after it. */
    @Actor
    public void control(ZZZ_Result result) {
        result.r1 = take();
        while (!time.ordered) {
            Thread.onSpinWait();
        }
        result.r2 = take();
        time.looked = true;
    }

    private boolean take() {
        var order = stream.takeOrder();
        if (order == null) {
            return false;
        }
        order.fail(new AudioException(Reason.NOT_FOUND, "no device " + order.device()));
        return order.device().equals("there");
    }
}
