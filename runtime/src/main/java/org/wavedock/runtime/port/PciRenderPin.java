// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** Renders from the stream's history, where the device fetches it. */
class PciRenderPin extends WavePciPin {
    private final long lead;
    private final int startFrames;
    private boolean feeding = true;
    private long next;
    private long seenAt;
    private long seenPosition;
    private long endedAt;

    PciRenderPin(Opened opened, WaveFormat format, FrameRing ring, PinTerms terms) {
        super(opened, format, ring);
        startFrames = terms.startFrames();
        lead = Math.max(1, format.framesIn(terms.leadNanos()));
    }

    @Override
    void aimed() {
        next = base;
        feeding = true;
    }

    @Override
    long mostAtOnce() {
        return super.mostAtOnce() + startFrames;
    }

    @Override
    void submit() {
        if (!feeding) {
            return;
        }
        var upTo = Math.min(ring.end(), wantedEnd());
        while (next < upTo) {
            var frames = ring.contiguous(next, upTo - next);
            if (!submit(next, frames)) {
                return;
            }
            next += frames;
        }
    }

    @Override
    public long wantedEnd() {
        return base + position + lead;
    }

    @Override
    void passed(Packet packet, long frames) {
        // The position has told already.
    }

    @Override
    void account(long frames) {
        if (frames > 0 && log.offer(origin + position, base + position, frames, true)) {
            position += frames;
        }
    }

    @Override
    void look(long now) {
        super.look(now);
        var end = next - base;
        if (position == end && seenPosition < end) {
            endedAt = Math.min(now, seenAt + format.nanosFor(end - seenPosition));
        }
        seenAt = now;
        seenPosition = position;
    }

    @Override
    public void start(long now) throws AudioException {
        seenAt = now;
        seenPosition = 0;
        endedAt = now;
        super.start(now);
    }

    @Override
    public void stopFeeding(long now) throws AudioException {
        feeding = false;
    }

    /** Whether more may be handed over. */
    final boolean isFeeding() {
        return feeding;
    }

    @Override
    public boolean drained() {
        return base + position >= next;
    }

    /** The position is that of what is heard. */
    @Override
    public boolean quiet() {
        return drained();
    }

    @Override
    public long resumeFrame() {
        return base + position;
    }

    @Override
    public long nextFrame() {
        return next;
    }

    @Override
    public long settledAt(long now) {
        return now + format.nanosFor(Math.max(0, next - base - position));
    }

    @Override
    public long nanosSinceEnd() {
        return drained() ? Math.max(0, lastLook() - endedAt) : 0;
    }

    @Override
    long doubt(long reached) {
        var end = Math.max(position, Math.min(reached, next - base));
        for (var at = position; at < end; ) {
            var upTo = likelySeam(at, end);
            log.offerOrCount(likelyPlace(at), base + at, upTo - at, false);
            at = upTo;
        }
        return end - position;
    }
}
