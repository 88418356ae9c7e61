// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.lib.PcmState;
import org.wavedock.wave.Direction;

/**
 * The PCM while it runs: where it is, and whether it still is. It recovers from what can be recovered from, a few times, and
 * else says that the device is lost. Frames; one thread; no allocation but for the exception at the end.
 */
final class Transfer {
    /** The device is gone, or as good as gone. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException(String message) {
            super(message);
        }
    }

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** A pointer that stands so long, with frames to play, will not move again. */
    private static final long STALL_NANOS = 200_000_000;
    /** What a card may be too fast without being broken. */
    private static final double TOLERANCE = 1.05;
    /** So often in a row without a frame played it may stop, or tell nonsense. */
    private static final int PATIENCE = 4;

    private final Pcm pcm;
    private final MappedBuffer.Terms terms;
    private final boolean capture;
    private final long ring;
    private final long period;
    private final int rate;
    private boolean prepared = true;
    private boolean begun;
    private boolean stopped;
    private boolean cyclic;
    private long committed;
    private long position;
    private long startedAt;
    private long lookedAt;
    private long movedAt;
    private int stops;
    private int nonsense;
    private long nonsenseSince;

    Transfer(Pcm pcm, MappedBuffer.Terms terms, Setup setup) {
        this.pcm = pcm;
        this.terms = terms;
        capture = terms.direction() == Direction.CAPTURE;
        ring = setup.frames();
        period = setup.period();
        rate = terms.format().sampleRate();
    }

    boolean isBegun() {
        return begun;
    }

    boolean hasStopped() {
        return begun && stopped;
    }

    /** Starts. A client that has committed nothing has a device that runs round the ring, as far as somebody looks. */
    void begin(long promised) throws AlsaException {
        if (!prepared) {
            check("snd_pcm_prepare", pcm.prepare());
        }
        prepared = false;
        committed = 0;
        position = 0;
        stopped = false;
        cyclic = !capture && promised == 0;
        if (!capture) {
            push(cyclic ? ring : promised);
        }
        check("snd_pcm_start", pcm.start());
        begun = true;
        startedAt = System.nanoTime();
        lookedAt = startedAt;
        movedAt = startedAt;
        nonsenseSince = startedAt;
    }

    private void check(String call, int result) throws AlsaException {
        if (result < 0) {
            throw new AlsaException(call + " of " + terms.settings().pcm(), result);
        }
    }

    /** Stops; what was committed and not played is forgotten. Answers the frames of this transfer. Never throws. */
    long end() {
        if (!begun) {
            return 0;
        }
        try {
            look();
            pcm.drop();
        } catch (LostException | IllegalStateException e) {
            // Nothing is left to be stopped.
        }
        begun = false;
        prepared = false;
        return position;
    }

    void commit(long frames) {
        cyclic = false;
        if (!stopped) {
            push(Math.min(frames, position + ring));
        }
    }

    private void push(long to) {
        if (to > committed) {
            var done = pcm.advance(to - committed);
            if (done > 0) {
                committed += done;
            }
        }
    }

    /** Where it is: frames passed since the start. */
    long look() {
        if (!begun || stopped) {
            return position;
        }
        var now = System.nanoTime();
        var avail = pcm.avail();
        if (avail >= 0) {
            accept(avail, now);
        } else {
            halted(avail, pcm.state(), now);
        }
        lookedAt = now;
        if (cyclic && !stopped) {
            push(position + ring);
        }
        return position;
    }

    private void accept(long avail, long now) {
        if (avail > ring) {
            rejectNonsense(avail, now);
            return;
        }
        var reached = capture ? take(avail) : committed - (ring - avail);
        if (reached > position) {
            position = reached;
            movedAt = now;
            stops = 0;
        } else if ((capture || committed > position) && now - movedAt > stallNanos()) {
            throw new LostException("its pointer has not moved for " + (now - movedAt) / 1_000_000 + " ms");
        }
    }

    /** Once may be a slip; so often within a second is a device that cannot be believed, whatever it says in between. */
    private void rejectNonsense(long avail, long now) {
        if (now - nonsenseSince > NANOS_PER_SECOND) {
            nonsenseSince = now;
            nonsense = 0;
        }
        if (++nonsense > PATIENCE) {
            throw new LostException("it says that " + avail + " frames of " + ring + " are free");
        }
    }

    /** What was captured is ours at once; half a ring at most, so that nothing is overwritten before it is read. */
    private long take(long avail) {
        var taken = pcm.advance(Math.min(avail, ring / 2));
        return position + Math.max(0, taken);
    }

    private long stallNanos() {
        return STALL_NANOS + 2 * period * NANOS_PER_SECOND / rate;
    }

    /** It does not run any more: the end of the device, or the end of what it was given. */
    private void halted(long avail, PcmState state, long now) {
        if (state == PcmState.DISCONNECTED || avail == Errno.ENODEV) {
            throw new LostException("it was disconnected");
        }
        if (++stops > PATIENCE) {
            throw new LostException("it stopped " + stops + " times without playing a frame (" + state + ")");
        }
        if (pcm.prepare() < 0) {
            throw new LostException("it stopped (" + state + ") and cannot be prepared again");
        }
        prepared = true;
        stopped = true;
        if (!capture && state == PcmState.XRUN && canHavePlayed(committed - position, now)) {
            position = committed;
        }
    }

    /** A sound server that dies looks like an underrun, too early. What was not played then must be played elsewhere. */
    private boolean canHavePlayed(long frames, long now) {
        var unseen = (double) (now - lookedAt) * rate / NANOS_PER_SECOND;
        var measured = (double) (now - lookedAt) * position / Math.max(1, lookedAt - startedAt);
        return frames <= TOLERANCE * Math.max(unseen, measured);
    }
}
