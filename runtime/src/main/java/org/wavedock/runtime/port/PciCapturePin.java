// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.function.LongSupplier;
import org.wavedock.wave.WaveFormat;

/**
 * Captures into a ring of its own, where the device stores, and from there into the client's: a device that was given up may store on
 * until it is closed, when another one records for the client. A packet reaches the client when the device has given it back; frames
 * that came when the device had no packet are lost, and their numbers are skipped.
 */
class PciCapturePin extends WavePciPin implements Recorder {
    private static final long PACKET_NANOS = 10_000_000;

    private final FrameRing client;
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

    /** What is stored, and not yet with the client, fits into the client's ring. */
    PciCapturePin(Opened opened, WaveFormat format, FrameRing stage, FrameRing client, LongSupplier clientFrame) {
        super(opened, format, stage);
        this.client = client;
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
            var room = client.capacity() - (client.end() - clientFrame.getAsLong()) - (submitted - ring.end());
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
        client.append(ring, ring.end(), frames);
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

    /** What it had recorded when it was last seen is here already; what it still gives back belongs to nobody. */
    @Override
    long doubt(long reached) {
        publish(position);
        over = true;
        return 0;
    }
}
