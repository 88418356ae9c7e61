// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wavedock.runtime.convert.Rate;
import org.wavedock.stream.Segment;

/**
 * The account of one stream, written from what the pins report and from nothing else. Thread-safe; never touched by a pump.
 */
final class Ledger {
    /** Far more segments than swaps and starvations of a sane day; beyond it the oldest go, and only their sums remain. */
    private static final int MAX_SEGMENTS = 1 << 16;

    private final int sampleRate;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long nextStreamFrame;
    private long rendered;
    private long lost;
    private long dropped;
    private long repeated;
    private long silence;
    private long doubtfulFrom;
    private long doubtfulEnd;
    private final Deque<Binding> open = new ArrayDeque<>();
    private Baton lastStay;
    private long lastDeviceEnd;

    /**
     * An empty account.
     *
     * @param sampleRate the stream's; all frames are counted in it
     */
    Ledger(int sampleRate) {
        this.sampleRate = sampleRate;
    }

    /** The sums. */
    record Sums(long rendered, long lost, long dropped, long repeated, long silence, List<Segment> segments) {}

    /** Opens the account of a binding, in the order in which they will play. */
    synchronized void enroll(Binding binding) {
        open.addLast(binding);
    }

    /** Takes what has been passed since the last look: a binding's turn comes when the one before has let go. */
    synchronized void collect() {
        for (var binding = open.peekFirst(); binding != null; binding = open.peekFirst()) {
            var complete = binding.isReleased();
            drain(binding);
            if (!complete) {
                return;
            }
            repeated += isHeard(binding.baton()) ? binding.pin().log().unlisted() : 0;
            open.removeFirst();
        }
    }

    /** Nowhere nothing is heard: what passes there for the first time is dropped, and that is all. */
    private static boolean isHeard(Baton stay) {
        return stay.device() != null;
    }

    private void drain(Binding binding) {
        var stay = binding.baton();
        var substream = binding.substream();
        binding.pin()
                .log()
                .drainTo((at, deviceFrames, streamFrame, frames, confirmed) -> enter(
                        stay, new Segment(stay.device(), substream, at, deviceFrames, streamFrame, frames, confirmed)));
    }

    private synchronized void enter(Baton stay, Segment piece) {
        if (!isHeard(stay)) {
            dropped += piece.confirmed() ? advance(piece) : 0;
            return;
        }
        if (piece.confirmed()) {
            countSilence(stay, piece);
            count(piece);
        } else {
            doubt(piece);
        }
        append(stay, piece);
        lastStay = stay;
        lastDeviceEnd = deviceEnd(piece);
    }

    /** Skipped numbers are lost, numbers below the highest are repeats, the rest is new. */
    private void count(Segment piece) {
        var end = piece.streamFrame() + piece.frames();
        var again = overlap(Math.max(piece.streamFrame(), nextStreamFrame), end);
        var fresh = advance(piece);
        repeated += piece.frames() - fresh + again;
        rendered += fresh;
    }

    /** How many frames of a piece come for the first time; what it skips is lost. */
    private long advance(Segment piece) {
        var end = piece.streamFrame() + piece.frames();
        lost += Math.max(0, piece.streamFrame() - nextStreamFrame);
        var fresh = Math.max(0, end - Math.max(piece.streamFrame(), nextStreamFrame));
        nextStreamFrame = Math.max(nextStreamFrame, end);
        return fresh;
    }

    /** It may have been heard; if it is heard later, or was before, it may have been heard twice. */
    private void doubt(Segment piece) {
        var end = piece.streamFrame() + piece.frames();
        var again = Math.min(piece.frames(), Math.max(0, nextStreamFrame - piece.streamFrame()));
        var from = piece.streamFrame() + again;
        repeated += again + overlap(from, end);
        if (from < end) {
            var apart = doubtfulEnd <= nextStreamFrame;
            doubtfulFrom = apart ? from : Math.min(doubtfulFrom, from);
            doubtfulEnd = Math.max(doubtfulEnd, end);
        }
    }

    private long overlap(long from, long end) {
        return Math.max(0, Math.min(end, doubtfulEnd) - Math.max(from, doubtfulFrom));
    }

    private void countSilence(Baton stay, Segment piece) {
        if (stay == lastStay) {
            var gap = Math.max(0, piece.deviceFrame() - lastDeviceEnd);
            silence += new Rate(stay.format().sampleRate(), sampleRate).floor(gap);
        }
    }

    private static long deviceEnd(Segment piece) {
        return piece.deviceFrame() + piece.deviceFrames();
    }

    private void append(Baton stay, Segment piece) {
        var last = segments.peekLast();
        if (last != null && stay == lastStay && continues(last, piece)) {
            segments.removeLast();
            segments.addLast(new Segment(
                    last.device(),
                    last.substream(),
                    last.deviceFrame(),
                    last.deviceFrames() + piece.deviceFrames(),
                    last.streamFrame(),
                    last.frames() + piece.frames(),
                    last.confirmed()));
            return;
        }
        segments.addLast(piece);
        if (segments.size() > MAX_SEGMENTS) {
            segments.removeFirst();
        }
    }

    private static boolean continues(Segment last, Segment piece) {
        return last.confirmed() == piece.confirmed()
                && deviceEnd(last) == piece.deviceFrame()
                && last.streamFrame() + last.frames() == piece.streamFrame();
    }

    /** The stream ends here: what was numbered and never passed is lost. */
    synchronized void end(long streamEnd) {
        lost += Math.max(0, streamEnd - nextStreamFrame);
        nextStreamFrame = Math.max(nextStreamFrame, streamEnd);
    }

    /** Frames that were passed and that nobody will ever see. */
    synchronized void drop(long frames) {
        lost += frames;
    }

    synchronized Sums sums() {
        return new Sums(rendered, lost, dropped, repeated, silence, new ArrayList<>(segments));
    }
}
