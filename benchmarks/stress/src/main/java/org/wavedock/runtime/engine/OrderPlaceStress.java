// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** Two clients order a swap of the same stream: one order at a time is waited for, and none is left when they have gone. */
@JCStressTest
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "one after the other, or one was refused")
@Outcome(expect = FORBIDDEN, desc = "an order in place of another, or after its client has gone")
@State
public class OrderPlaceStress {
    private static final WaveFormat FORMAT = new WaveFormat(8_000, 1, Encoding.S16);

    private final Crowd time = new Crowd();
    private final ManagedStream stream = stream(time);

    /** Counts who waits at a time. */
    private static final class Crowd extends Still {
        private final AtomicInteger waiting = new AtomicInteger();
        private volatile int most;

        @Override
        public boolean await(BooleanSupplier condition, long timeoutNanos) {
            var crowd = waiting.incrementAndGet();
            if (crowd > most) {
                most = crowd;
            }
            var met = condition.getAsBoolean();
            waiting.decrementAndGet();
            return met;
        }
    }

    /** A small stream, on a board without devices. */
    static ManagedStream stream(Scheduler time) {
        var request = StreamRequest.capture("stress", FORMAT)
                .converting(Conversion.NONE)
                .buffered(Duration.ofMillis(1), Duration.ofMillis(4));
        return new ManagedStream(request, new Switchboard(time));
    }

    /** A client. */
    @Actor
    public void one() {
        order("here");
    }

    /** Another one. */
    @Actor
    public void other() {
        order("there");
    }

    private void order(String device) {
        try {
            stream.swapTo(device, Duration.ZERO);
        } catch (AudioException e) {
            if (e.reason() != Reason.DEVICE_NOT_READY && e.reason() != Reason.INVALID_DEVICE_REQUEST) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What came of it. */
    @Arbiter
    public void outcome(IZ_Result result) {
        result.r1 = time.most;
        result.r2 = stream.takeOrder() != null;
    }
}
