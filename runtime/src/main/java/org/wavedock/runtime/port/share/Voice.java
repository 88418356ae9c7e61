// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.wavedock.wave.AudioException;

/** One of those who are heard together on a shared line: a ring of its own, whose content is its part of the sum. */
final class Voice extends SharedChannel {
    private final MixLine line;
    private long[] share;
    /** Its ring; still there for a pump that has not yet seen that a desk has released it. */
    private ByteBuffer bytes;

    private long committed;
    /** What the device had been given of it when it took part last. */
    private long given;

    private long guard;

    Voice(MixLine line, long guard) {
        super(line);
        this.line = line;
        this.guard = guard;
    }

    @Override
    void allocated(int frames) {
        share = new long[frames * line.channels()];
        bytes = memory();
    }

    @Override
    void enterLine() throws AudioException {
        line.start(this);
    }

    @Override
    void leaveLine() {
        line.stop(this);
    }

    @Override
    long position() {
        return line.position(this);
    }

    /** What it has in the sum, sample by sample of its ring. */
    long[] share() {
        return share;
    }

    void clearShare() {
        Arrays.fill(share, 0);
    }

    /** What it wants to be heard. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** How far ahead of the cursor it begins when it joins. */
    long guard() {
        return guard;
    }

    /** The cursor was there before it: next time it leaves more room. */
    void moreGuard() {
        guard *= 2;
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        super.copyTo(destination, source, sourceOffset, byteCount);
        if (isRunning()) {
            var end = destination + byteCount + line.frameBytes - 1;
            line.changed(this, destination / line.frameBytes, end / line.frameBytes);
        }
    }

    @Override
    public boolean takesCommitted() {
        return line.takesCommitted();
    }

    @Override
    public void commit(long bytes) {
        requirePresent();
        committed = bytes / line.frameBytes;
        if (isRunning()) {
            line.commit();
        }
    }

    @Override
    public long givenFrames() {
        if (!takesCommitted()) {
            return super.givenFrames();
        }
        return isRunning() ? line.given(this) : given;
    }

    void wasGiven(long frames) {
        given = frames;
    }

    /** The first frame of the line's timeline that may still change. */
    long committedFrame() {
        return base() + committed;
    }
}
