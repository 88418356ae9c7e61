// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** A stream that hears cards count: each frame says by itself where on its card's timeline it was captured. */
final class Ear implements Player {
    static final WaveFormat FORMAT = new WaveFormat(8_000, 1, Encoding.S32);
    private static final int CHUNK = 2_000;
    private static final int MANY_SEGMENTS = 5_000;

    private final int number;
    private final AudioStream stream;
    private final ByteBuffer chunk =
            ByteBuffer.allocate(CHUNK * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    private Runs read = new Runs();
    private boolean ended;

    private int checkedSegments;
    private long checkedEnd;
    private long checkedRead;
    private long checkedLost;

    Ear(int number, AudioStream stream) {
        this.number = number;
        this.stream = stream;
    }

    @Override
    public AudioStream stream() {
        return stream;
    }

    @Override
    public void serve() throws AudioException {
        take();
    }

    /** Takes what there is; false if that is nothing. */
    private synchronized boolean take() throws AudioException {
        if (ended) {
            return false;
        }
        chunk.clear();
        try {
            stream.read(chunk, Duration.ZERO);
        } catch (AudioException e) {
            if (e.reason() == Reason.IO_TIMEOUT || e.reason() == Reason.DEVICE_NOT_READY) {
                return false;
            }
            throw e;
        }
        chunk.flip();
        while (chunk.hasRemaining()) {
            read.add(chunk.getInt(), 1);
        }
        return true;
    }

    @Override
    public void resume() {
        stream.start();
    }

    @Override
    public void finish() {
        stream.start();
    }

    @Override
    public void drain(Duration patience, Violations violations) {
        // What is captured is read; that it was all is seen when no card is there any more.
    }

    @Override
    public synchronized void end() {
        ended = true;
        stream.close();
    }

    @Override
    public synchronized boolean isWorn() {
        return ended || checkedSegments > MANY_SEGMENTS;
    }

    @Override
    public synchronized List<Claim> check(Tally tally, Violations violations) {
        readToTheEnd(violations);
        var account = stream.snapshot();
        List<Segment> all = account.segments();
        var captured = new Runs();
        var skipped = 0L;
        for (var segment : all.subList(checkedSegments, all.size())) {
            skipped += segment.streamFrame() - checkedEnd;
            checkedEnd = segment.streamFrame() + segment.frames();
            captured.add(segment.deviceFrame(), segment.frames());
        }
        var unread = captured.total() - read.total();
        var lost = account.framesLost() - checkedLost;
        violations.require(
                account.framesSubmitted() - checkedRead == read.total(),
                this + ": " + read.total() + " frames were read, the ledger says "
                        + (account.framesSubmitted() - checkedRead));
        violations.require(
                ended ? unread >= 0 : unread == 0,
                this + ": " + captured.total() + " frames were captured, " + read.total() + " read");
        // What was let go last, before a close, has no segment after it that would show the gap.
        var known = skipped + unread;
        violations.require(
                ended ? lost >= known : lost == known,
                this + ": the ledger says that " + lost + " frames were lost, expected " + known);
        var different = read.mismatch(captured);
        violations.require(
                different < 0, this + ": frame " + different + " of those read is not the one that was captured");
        tally.captured(captured.total(), read.total(), lost);
        checkedSegments = all.size();
        checkedRead = account.framesSubmitted();
        checkedLost = account.framesLost();
        read = new Runs();
        return List.of();
    }

    private void readToTheEnd(Violations violations) {
        try {
            while (take()) {
                // more
            }
        } catch (AudioException e) {
            violations.add(this + " cannot be read to its end: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "ear " + number;
    }
}
