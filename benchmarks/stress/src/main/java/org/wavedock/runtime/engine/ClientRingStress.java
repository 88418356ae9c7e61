// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.wavedock.runtime.port.CapturedFrames;
import org.wavedock.wave.AudioException;

/** A client reads a full ring while a pump brings more: what has not been read is not written over. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the oldest frames, in their order")
@Outcome(expect = FORBIDDEN, desc = "a frame that was written over, or is not there yet")
@State
public class ClientRingStress {
    private final ManagedStream stream = OrderPlaceStress.stream(new Still());
    private final CapturedFrames pump = new CapturedFrames(stream.ring(), stream::clientFrame);
    private int brought;

    /** The ring is full. */
    public ClientRingStress() {
        while (bring()) {
            // One more.
        }
    }

    private boolean bring() {
        var frame = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return pump.bring(frame.putShort(0, (short) ++brought));
    }

    /** The client: a frame, and the next one. */
    @Actor
    public void client(II_Result result) {
        result.r1 = read();
        result.r2 = read();
    }

    private int read() {
        var frame = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            stream.read(frame, Duration.ZERO);
        } catch (AudioException e) {
            throw new IllegalStateException(e);
        }
        return frame.getShort(0);
    }

    /** The pump tries twice. */
    @Actor
    public void pump() {
        bring();
        bring();
    }
}
