// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.function.LongSupplier;
import org.wavedock.wave.WaveFormat;

/**
 * Captures into the client's ring, where the device stores. A packet reaches the client when the device has given it back; frames
 * that came when the device had no packet are lost, and their numbers are skipped.
 */
class PciCapturePin extends WavePciPin implements Recorder {
    private static final long PACKET_NANOS = 10_000_000;

    private final LongSupplier clientFrame;
    private final int packetFrames;
    /** What the device has recorded and the client does not see yet, by its place on the device's timeline. */
    private final RunQueue recorded = new RunQueue();

    private long submitted;
    /** What the device has given back; it may not have been seen there yet. */
    private long returned;

    private boolean over;
    private long published;
    private long logged;
    private long nextNumber;

    PciCapturePin(Opened opened, WaveFormat format, FrameRing ring, LongSupplier clientFrame) {
        super(opened, format, ring);
        this.clientFrame = clientFrame;
        packetFrames = (int) Math.max(1, Math.min(format.framesIn(PACKET_NANOS), ring.capacity() / 8));
    }

    @Override
    void aimed() {
        submitted = ring.end();
        returned = 0;
        over = false;
        published = 0;
        logged = 0;
        nextNumber = base;
        recorded.clear();
    }

    @Override
    void submit() {
        while (true) {
            var room = ring.capacity() - (submitted - clientFrame.getAsLong());
            var frames = ring.contiguous(submitted, Math.min(room, packetFrames));
            if (frames <= 0 || !submit(submitted, frames)) {
                return;
            }
            submitted += frames;
        }
    }

    @Override
    void account(long frames) {
        if (frames > 0 && recorded.accepts(origin + position, number())) {
            recorded.append(origin + position, number(), frames);
            position += frames;
        }
    }

    /** Numbers count what the device has recorded and what it has let pass. */
    private long number() {
        return base + position + (origin - firstOrigin);
    }

    @Override
    void passed(Packet packet, long frames) {
        returned += frames;
        publish(returned);
    }

    /** On its way down the device gave back more than it had been seen to record; what it let pass at the end is skipped. */
    @Override
    void halted() {
        super.halted();
        books.open();
        publish(returned);
        if (recorded.isEmpty()) {
            nextNumber = number();
        }
        books.close();
    }

    /** The client sees what was recorded up to there. */
    private void publish(long upTo) {
        if (over) {
            return;
        }
        var frames = Math.min(upTo, position) - published;
        published += frames;
        ring.publish(ring.end() + frames);
        count();
    }

    /** Puts on record what the client sees. */
    void count() {
        while (logged < published && log.hasRoom()) {
            var piece = Math.min(published - logged, recorded.end(0) - recorded.start(0));
            log.offer(recorded.start(0), recorded.stream(0), piece, true);
            nextNumber = recorded.stream(0) + piece;
            recorded.take(piece);
            logged += piece;
        }
    }

    @Override
    public long nextFrame() {
        return nextNumber;
    }

    /** What it had recorded when it was last seen is in the client's memory already; what it still gives back belongs to nobody. */
    @Override
    long doubt(long reached) {
        publish(position);
        over = true;
        return 0;
    }
}
