// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.BusAddressSpace;

/**
 * The DMA engine of a card that fetches from any memory on the bus, or stores there, as its list says: frame by frame, wherever the
 * bytes of a frame lie. Like the card's other engine it is arithmetic: it catches up with the clock when somebody looks. With nothing
 * in its list it stands, and time goes by on the line.
 */
final class BusMaster {
    private final BusAddressSpace bus;
    private final DescriptorList list;
    private final Line line;
    private final boolean capture;
    private final int frameBytes;
    private final ByteBuffer splitFrame;
    private long passed;
    private long idled;
    private long waited;

    BusMaster(BusAddressSpace bus, DescriptorList list, Line line, boolean capture, int frameBytes) {
        this.bus = bus;
        this.list = list;
        this.line = line;
        this.capture = capture;
        this.frameBytes = frameBytes;
        splitFrame = ByteBuffer.allocate(frameBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The stream starts over. */
    void reset() {
        passed = 0;
        idled = 0;
        waited = 0;
    }

    /** A wait is over: there is memory, or it is made to stand. */
    void endWait() {
        waited = idled;
    }

    /** Frames that went through since then. */
    long passedFrames() {
        return passed;
    }

    /** Frames that it had no memory for since then, without those of a wait that goes on. */
    long waitedFrames() {
        return waited;
    }

    /** The time in frames: those that went through, and those that it had no memory for. */
    long frames() {
        return passed + idled;
    }

    /** Goes on to a time, given in frames since the stream started over. */
    void advance(long time) {
        var left = time - passed - idled;
        while (left > 0) {
            var frames = (int) Math.min(left, Math.min(Integer.MAX_VALUE, list.bytesAhead() / frameBytes));
            if (frames == 0) {
                line.idle(left);
                idled += left;
                return;
            }
            left -= transfer(frames);
        }
    }

    /** As many whole frames as lie in one piece, or one that does not. */
    private int transfer(int wanted) {
        var whole = Math.min(wanted, list.nextBytes() / frameBytes);
        if (whole == 0) {
            transferSplit();
            passed++;
            return 1;
        }
        var region = region(whole * frameBytes);
        line.pass(region.memory(), region.offsetOf(list.nextAddress()), whole);
        list.advance(whole * frameBytes);
        passed += whole;
        return whole;
    }

    private void transferSplit() {
        if (capture) {
            line.pass(splitFrame, 0, 1);
        }
        var done = 0;
        while (done < frameBytes) {
            var bytes = Math.min(frameBytes - done, list.nextBytes());
            var region = region(bytes);
            var offset = region.offsetOf(list.nextAddress());
            if (capture) {
                region.memory().put(offset, splitFrame, done, bytes);
            } else {
                splitFrame.put(done, region.memory(), offset, bytes);
            }
            list.advance(bytes);
            done += bytes;
        }
        if (!capture) {
            line.pass(splitFrame, 0, 1);
        }
    }

    private BusAddressSpace.Region region(int bytes) {
        var address = list.nextAddress();
        var region = bus.find(address);
        if (region == null || region.bytesFrom(address) < bytes) {
            throw new IllegalStateException(
                    "bus error: no " + bytes + " bytes at address 0x" + Long.toHexString(address));
        }
        return region;
    }
}
