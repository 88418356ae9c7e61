// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/** A client appends while a pump copies: a frame whose number is known is there with all its bytes. */
@JCStressTest
@Outcome(id = "2, 100", expect = ACCEPTABLE, desc = "nothing new yet")
@Outcome(id = "3, 101", expect = ACCEPTABLE, desc = "the first piece")
@Outcome(id = "5, 103", expect = ACCEPTABLE, desc = "both, round the end of the ring")
@Outcome(expect = FORBIDDEN, desc = "a number without its frame")
@State
public class FrameRingStress {
    private static final int FRAME = 4;

    private final FrameRing ring = new FrameRing(4, FRAME);

    /** Two frames that have been heard. */
    public FrameRingStress() {
        ring.append(frames(99, 100), 2);
    }

    private static ByteBuffer frames(int... values) {
        var bytes = ByteBuffer.allocate(values.length * FRAME).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            bytes.putInt(value);
        }
        return bytes.flip();
    }

    /** The client. */
    @Actor
    public void client() {
        ring.append(frames(101), 1);
        ring.append(frames(102, 103), 2);
    }

    /** The pump. */
    @Actor
    public void pump(JI_Result result) {
        var end = ring.end();
        var newest = ByteBuffer.allocate(FRAME).order(ByteOrder.LITTLE_ENDIAN);
        ring.copyOut(end - 1, newest, 1);
        result.r1 = end;
        result.r2 = newest.getInt(0);
    }
}
