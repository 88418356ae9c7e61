// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.StreamState;
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
    private static final long NOWHERE = -1;

    private final FrameSource source;
    private final RunQueue runs = new RunQueue();
    private final RingContent content = new RingContent(this::replayed);
    /** From where on nobody knows what the cursor met, because the ring was being written; or nowhere. */
    private long unsureFrom = NOWHERE;

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
        unsureFrom = NOWHERE;
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
        if (!takesCommitted) {
            return super.limit();
        }
        // One that goes on for others lets what its FIFO holds be heard, and counts it when it stops for us.
        return ladder.state() == StreamState.RUN ? committed : committed + fifoFrames;
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
        if (!seen) {
            return;
        }
        if (unsureFrom != NOWHERE) {
            startOver(now);
            return;
        }
        account();
        var known = Math.max(silentEnd, position);
        keepSilent();
        var start = validEnd < position + guard ? position + restart : validEnd;
        var frames = feeding ? feed(start) : 0;
        look(now);
        if (isSure(known) && frames > 0 && position > start) {
            silence(position, start + frames);
            // Only now is it sure that the cursor meets no more of them.
            look(now);
            takeBack(start, frames, isSure(known) ? Math.min(position - start, frames) : frames);
        } else if (!isSure(known) && frames > 0) {
            takeBack(start, frames, frames);
        }
        if (!isSure(known)) {
            unsureFrom = known;
            startOver(now);
        }
    }

    /** Whether the cursor has met nothing beyond what was known to be there before this pass. */
    private boolean isSure(long known) {
        return seen && position <= known;
    }

    /** Counts what the cursor has passed; beyond the silent end it met what it had passed before. */
    private void account() {
        books.open();
        if (unsureFrom == NOWHERE) {
            content.note(runs, silentEnd - ringFrames);
        }
        confirm(position - fifoFrames);
        if (unsureFrom != NOWHERE) {
            content.goRound(ringFrames, unsureFrom, position, false);
        } else if (position > silentEnd) {
            content.goRound(ringFrames, silentEnd, position, true);
        }
        books.close();
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

    @Override
    public long wantedEnd() {
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

    /** The cursor was there before the data: nobody knows what it met. They are played again, and counted as such. */
    private void takeBack(long start, long frames, long doubtful) {
        books.open();
        runs.truncate(start);
        next -= frames;
        validEnd = start;
        runs.appendDoubtful(start, next, doubtful);
        content.add(start, next, frames);
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

    /**
     * The pump was kept from going on for so long that the device went round while the ring was being written. Nobody knows what
     * it met beyond what was known before: what lay there, or what was put in its place. All of it goes, and what was new comes
     * again.
     */
    private void startOver(long now) {
        validEnd = position;
        silentEnd = position;
        keepSilent();
        look(now);
        if (seen) {
            account();
            unsureFrom = NOWHERE;
        }
    }

    /** Counts a replay, as far as it has left the FIFO; the rest goes the way of all frames. */
    private void replayed(long start, long streamFrame, long frames, boolean certain) {
        var heard = Math.max(0, Math.min(frames, position - fifoFrames - start));
        if (heard > 0) {
            log.offerOrCount(origin + start, streamFrame, heard, certain);
        }
        if (heard < frames && !runs.appendReplay(start + heard, streamFrame + heard, frames - heard, !certain)) {
            log.offerOrCount(origin + start + heard, streamFrame + heard, frames - heard, false);
        }
    }

    /** What the cursor has left behind is the far end of its future: silent until data comes. */
    private void keepSilent() {
        silence(Math.max(silentEnd, position), position + ringFrames);
        silentEnd = position + ringFrames;
    }

    @Override
    void halted() {
        if (takesCommitted) {
            confirm();
        } else {
            account();
            doubtOverrun(position - fifoFrames);
        }
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
            if (!runs.isDoubtful(i) && !runs.isReplay(i)) {
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
        if (unsureFrom != NOWHERE) {
            content.goRound(ringFrames, unsureFrom, reached, false);
        } else if (reached > silentEnd && !takesCommitted) {
            content.note(runs, silentEnd - ringFrames);
            content.goRound(ringFrames, silentEnd, reached, false);
        }
        var doubtful = 0L;
        for (var i = 0; i < runs.size(); i++) {
            var frames = Math.min(reached, runs.end(i)) - runs.start(i);
            if (frames > 0) {
                log.offerOrCount(origin + runs.start(i), runs.stream(i), frames, false);
                doubtful += runs.isDoubtful(i) || runs.isReplay(i) ? 0 : frames;
            }
        }
        return doubtful;
    }
}
