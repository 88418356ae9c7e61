// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.WaveFormat;

/**
 * Renders: keeps valid data a lead ahead of the device's cursor, and everything else in the ring silent.
 *
 * <p>The documented WaveCyclic policy: start with what there is, top up to 40 ms, silence after the end of valid data, late
 * data in place of silence that has not been played. A cursor that outruns the data meets silence, never a replay, as long as
 * the pump comes by once a ring.
 */
public final class RenderPin extends WaveCyclicPin {
    private static final long ANY_NUMBER = Long.MAX_VALUE;

    private final FrameSource source;
    private final RunQueue runs = new RunQueue();
    private final RunQueue replayed = new RunQueue();
    private long wantedLead;
    private final int fifoFrames;
    private final int startFrames;
    private long lead;
    /** How far a device that takes commitments is given silence when there is no data. */
    private long reserve;

    private long guard;
    /** Where a starved stream goes on, ahead of the cursor: who was late once may be again. */
    private long restart;

    private long next;
    private long validEnd;
    private long silentEnd;
    /** How far a device that takes commitments has been given its ring; new data come there, not before. */
    private long committed;

    private boolean feeding = true;

    /**
     * A pin that takes its frames from a stream's history.
     *
     * @param opened what the miniport handed out; the pin owns its references
     * @param format the format
     * @param source the history
     * @param terms how far to run ahead, and what the device holds
     */
    public RenderPin(
            NewStream<IMiniportWaveCyclicStream> opened, WaveFormat format, FrameSource source, PinTerms terms) {
        super(opened, format);
        this.source = source;
        wantLead(terms.leadNanos());
        fifoFrames = terms.fifoFrames();
        startFrames = terms.startFrames();
    }

    /** How far to run ahead, from the next time on that it is aimed. */
    final void wantLead(long nanos) {
        wantedLead = Math.max(1, format.framesIn(nanos));
    }

    @Override
    void aimed(long streamFrame) {
        next = streamFrame;
        validEnd = 0;
        committed = 0;
        silentEnd = ringFrames;
        feeding = true;
        runs.clear();
        // Room for what the device takes at once, but never so much that new data would meet the cursor from behind.
        var most = ringFrames - ringFrames / 4;
        lead = Math.max(1, Math.min(wantedLead + startFrames, most));
        // A device that has run dry takes more at a time than was thought: from then on it is given more.
        reserve = Math.min(Math.max(reserve, lead / 2), most);
        lead = Math.max(lead, reserve);
        restart = lead / 8;
        guard = Math.min(format.framesIn(GUARD_NANOS), restart);
    }

    @Override
    void ranDry() {
        reserve *= 2;
    }

    @Override
    void aboutToStart() {
        if (takesCommitted) {
            commit();
        }
    }

    @Override
    public void fill() {
        if (feeding) {
            feed(Math.max(validEnd, position));
        }
    }

    @Override
    long limit() {
        return takesCommitted ? committed : super.limit();
    }

    /** What a device takes as far as it is told to is taken as fast as it likes. */
    @Override
    long mostAtOnce() {
        return takesCommitted ? ANY_NUMBER : super.mostAtOnce() + startFrames;
    }

    @Override
    public void pass(long now) {
        look(now);
        if (takesCommitted) {
            passCommitted();
        } else {
            passFreely(now);
        }
    }

    /** Such a cursor meets what it was given, in order: there is nothing to keep out of its way. */
    private void passCommitted() {
        confirm();
        if (feeding) {
            feed(Math.max(validEnd, committed));
        }
        commit();
    }

    /** All valid data, and where they do not reach far enough, silence. */
    private void commit() {
        var dataEnd = Math.max(validEnd, committed);
        var enough = enough();
        if (dataEnd < enough) {
            silence(dataEnd, enough);
        }
        committed = Math.max(dataEnd, enough);
        control.commit(committed * frameBytes);
    }

    /**
     * While data may come, as little silence as is safe to the next pass: it cannot be taken back. When no more will come, all
     * that is needed to empty the FIFO: the device then ends well even if nobody comes by.
     */
    private long enough() {
        var untilNextPass = position + reserve;
        return feeding
                ? untilNextPass
                : Math.max(
                        untilNextPass, Math.min(validEnd + fifoFrames + lead, position + ringFrames - ringFrames / 4));
    }

    private void passFreely(long now) {
        if (position <= silentEnd) {
            confirm();
        } else {
            confirmReplayed();
        }
        keepSilent();
        if (feeding) {
            var start = validEnd < position + guard ? position + restart : validEnd;
            var firstFrame = next;
            var frames = feed(start);
            if (frames > 0) {
                look(now);
                if (position > start) {
                    takeBack(start, firstFrame, frames, now);
                }
            }
        }
    }

    /** Places what there is, up to the lead. */
    private long feed(long start) {
        var frames = Math.min(position + lead - start, source.end() - next);
        if (frames <= 0 || !runs.accepts(start, next)) {
            return 0;
        }
        var first = next;
        // Before they are placed: a device that keeps the pump may play them.
        books.open();
        runs.append(start, first, frames);
        validEnd = start + frames;
        next = first + frames;
        books.close();
        place(start, first, frames);
        return frames;
    }

    /** The first frame of the stream that would not be taken now. */
    long wantedEnd() {
        return next + Math.max(0, position + lead - Math.max(validEnd, position));
    }

    private void place(long start, long streamFrame, long frames) {
        var done = 0L;
        while (done < frames) {
            var offset = (int) ((start + done) % ringFrames);
            var piece = (int) Math.min(frames - done, ringFrames - offset);
            source.copyTo(streamFrame + done, piece, channel, offset * frameBytes);
            done += piece;
        }
    }

    /** The cursor was there before the data: nobody knows what it met. It is played again, and counted as such. */
    private void takeBack(long start, long firstFrame, long frames, long now) {
        silence(position, start + frames);
        // Only now is it sure that the cursor meets no more of them.
        look(now);
        books.open();
        runs.truncate(start);
        runs.appendDoubtful(start, firstFrame, Math.min(position - start, frames));
        next = firstFrame;
        validEnd = start;
        books.close();
    }

    /** Counts what lies before a position as passed. */
    private void confirm(long upTo) {
        while (!runs.isEmpty()) {
            var start = runs.start(0);
            var frames = Math.min(upTo, runs.end(0)) - start;
            if (frames <= 0 || !log.offer(origin + start, runs.stream(0), frames, !runs.isDoubtful(0))) {
                return;
            }
            runs.take(frames);
        }
    }

    private void confirmReplayed() {
        books.open();
        replayed.copyFrom(runs);
        confirm(position - fifoFrames);
        countReplays();
        books.close();
    }

    /** The pump came by too late: the device went round, once or more, over data that it had passed already. */
    private void countReplays() {
        var firstStale = silentEnd - ringFrames;
        for (var shift = (long) ringFrames; firstStale + shift < position; shift += ringFrames) {
            for (var i = 0; i < replayed.size(); i++) {
                var from = Math.max(replayed.start(i), firstStale);
                var frames = Math.min(replayed.end(i), position - shift) - from;
                if (frames > 0) {
                    var stream = replayed.stream(i) + (from - replayed.start(i));
                    log.offerOrCount(origin + from + shift, stream, frames, true);
                }
            }
        }
    }

    /** What the cursor has left behind is the far end of its future: silent until data comes. */
    private void keepSilent() {
        silence(Math.max(silentEnd, position), position + ringFrames);
        silentEnd = position + ringFrames;
    }

    @Override
    void halted() {
        confirm();
    }

    @Override
    void confirm() {
        books.open();
        confirm(position - fifoFrames);
        books.close();
    }

    @Override
    void paused() {
        confirm();
    }

    /** The whole ring is silent: however long nobody comes by, nothing is heard twice. */
    @Override
    public void flush(long now) {
        observe(now);
        if (!takesCommitted) {
            silence(position, position + ringFrames);
            silentEnd = position + ringFrames;
            validEnd = Math.min(validEnd, position);
        }
        runs.clear();
    }

    @Override
    public long playFrame() {
        return resumeFrame();
    }

    @Override
    public void stopFeeding(long now) {
        feeding = false;
    }

    @Override
    public boolean drained() {
        return position >= validEnd;
    }

    @Override
    public boolean quiet() {
        return position >= validEnd + fifoFrames && runs.isEmpty();
    }

    @Override
    public long resumeFrame() {
        for (var i = 0; i < runs.size(); i++) {
            if (!runs.isDoubtful(i)) {
                return runs.stream(i);
            }
        }
        return next;
    }

    @Override
    public long nextFrame() {
        return next;
    }

    @Override
    public long settledAt(long now) {
        var end = drained() ? validEnd + fifoFrames : validEnd;
        return now + format.nanosFor(Math.max(0, end - position));
    }

    @Override
    public long nanosSinceEnd() {
        return format.nanosFor(Math.max(0, position - validEnd));
    }

    @Override
    long doubt(long reached) {
        var doubtful = 0L;
        for (var i = 0; i < runs.size(); i++) {
            var frames = Math.min(reached, runs.end(i)) - runs.start(i);
            if (frames > 0) {
                log.offerOrCount(origin + runs.start(i), runs.stream(i), frames, false);
                doubtful += runs.isDoubtful(i) ? 0 : frames;
            }
        }
        return doubtful;
    }
}
