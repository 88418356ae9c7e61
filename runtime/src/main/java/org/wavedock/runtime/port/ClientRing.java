// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/** A client's ring as the place where captured frames go: what the client has not read is kept. */
final class ClientRing implements FrameSink {
    private final FrameRing ring;
    private final LongSupplier clientFrame;
    private long end;

    ClientRing(FrameRing ring, LongSupplier clientFrame) {
        this.ring = ring;
        this.clientFrame = clientFrame;
    }

    @Override
    public long room() {
        end = ring.end();
        return ring.capacity() - (end - clientFrame.getAsLong());
    }

    @Override
    public void append(ByteBuffer source, int frames) {
        var done = 0;
        while (done < frames) {
            var piece = ring.contiguous(end, frames - done);
            ring.memory().put(ring.offset(end), source, ring.bytes(done), ring.bytes(piece));
            end += piece;
            done += piece;
        }
    }

    @Override
    public void publish() {
        ring.publish(end);
    }
}
