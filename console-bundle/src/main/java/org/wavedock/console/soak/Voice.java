// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.wave.AudioException;

/** A stream that plays numbers, and what has been checked of its ledger. */
final class Voice implements Player {
    /** At a time, and as much as is written ahead. */
    private static final int CHUNK = 800;

    /** Beyond this a ledger is large enough to be seen in the heap. */
    private static final int MANY_SEGMENTS = 5_000;

    private final int number;
    private final AudioStream stream;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private long written;
    private boolean feeding = true;
    private boolean drained;
    private boolean ended;

    private int checkedSegments;
    private Account.Sums checked = new Account.Sums(0, 0, 0, 0);

    Voice(int number, AudioStream stream) {
        this.number = number;
        this.stream = stream;
    }

    @Override
    public AudioStream stream() {
        return stream;
    }

    /** Writes what there is room for. */
    @Override
    public synchronized void serve() throws AudioException {
        if (!feeding) {
            return;
        }
        if (!chunk.hasRemaining()) {
            chunk = Numbering.frames(number, written, CHUNK);
        }
        var before = chunk.position();
        try {
            stream.write(chunk, Duration.ZERO);
        } finally {
            written += (chunk.position() - before) / Numbering.FORMAT.frameBytes();
        }
    }

    private synchronized void stopFeeding() {
        feeding = false;
    }

    @Override
    public void finish() {
        stopFeeding();
        stream.start();
    }

    /** From now on it is fed again. */
    @Override
    public synchronized void resume() {
        feeding = true;
        drained = false;
        stream.start();
    }

    @Override
    public void drain(Duration patience, Violations violations) {
        try {
            stream.drain(patience);
            drained();
        } catch (AudioException e) {
            violations.add(this + " did not end: " + e.getMessage() + "; " + tell(stream.snapshot()));
        }
    }

    private synchronized void drained() {
        drained = true;
    }

    private static String tell(StreamSnapshot account) {
        return account.framesRendered() + " of " + account.framesSubmitted() + " frames heard";
    }

    /** Stops at once, whatever has not been heard. */
    @Override
    public synchronized void end() {
        feeding = false;
        ended = true;
        stream.close();
    }

    @Override
    public synchronized boolean isWorn() {
        return ended || checkedSegments > MANY_SEGMENTS;
    }

    /** Checks what has come to the ledger since the last time; nothing may be playing. */
    @Override
    public synchronized List<Claim> check(Tally tally, Violations violations) {
        var account = stream.snapshot();
        List<Segment> all = account.segments();
        var fresh = all.subList(checkedSegments, all.size());
        var sums = new Account.Sums(
                account.framesSubmitted(), account.framesRendered(), account.framesLost(), account.framesRepeated());
        var since = sums.since(checked);
        violations.require(
                account.framesSubmitted() == written,
                this + ": " + written + " frames were written, the ledger says " + account.framesSubmitted());
        var unheard = new Account(fresh, checked.submitted()).check(toString(), since, ended && !drained, violations);
        tally.played(since, unheard, account.framesSilence());
        checkedSegments = all.size();
        checked = sums;
        return fresh.stream().map(segment -> new Claim(number, segment)).toList();
    }

    @Override
    public String toString() {
        return "voice " + number;
    }
}
