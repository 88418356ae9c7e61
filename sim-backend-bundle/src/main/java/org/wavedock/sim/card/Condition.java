// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.wavedock.sim.fault.Effect;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * What is wrong with a card from a time on, until the next one. It is filled while it is made and does not change any more then. What
 * happens and is over at once is counted, so that who comes by later sees what has happened since.
 */
final class Condition {
    /** Its place among all of the card's, from 0 on. */
    final int index;
    /** The first moment, nanoseconds of the card's clock. */
    final long from;

    int xruns;
    long leaps;
    /** How often the plug was pulled, what was said the last time, and whether it is out. */
    int losses;

    String loss;
    boolean gone;
    /** What it is plugged in as. */
    Effect.Replug plug = new Effect.Replug();

    double pace = 1;
    int grain = 1;
    int offset;
    boolean nonsense;
    boolean corrupt;
    boolean storm;
    int largestBuffer = Integer.MAX_VALUE;
    boolean refusesFormats;
    /** What calls meet, or null. */
    CallFaults calls;

    Condition(int index, long from) {
        this.index = index;
        this.from = from;
    }

    /** The next one, before anything is wrong in it: what has happened has happened. */
    Condition next(long at) {
        var next = new Condition(index + 1, at);
        next.xruns = xruns;
        next.leaps = leaps;
        next.losses = losses;
        next.loss = loss;
        next.gone = gone;
        next.plug = plug;
        return next;
    }

    /**
     * Something happens as this begins.
     *
     * @param message why the card is lost, if that is what happens
     */
    void happen(Effect effect, String message) {
        if (effect instanceof Effect.Xrun) {
            xruns++;
        } else if (effect instanceof Effect.Jump jump) {
            leaps += jump.frames();
        } else if (effect instanceof Effect.Unplug && !gone) {
            losses++;
            loss = message;
            gone = true;
        } else if (effect instanceof Effect.Replug replug) {
            gone = false;
            plug = new Effect.Replug(
                    replug.name().or(plug::name), replug.identity().or(plug::identity));
        }
    }

    /** Something is wrong all the while. */
    void hold(Effect effect) {
        if (effect instanceof Effect.Stall) {
            pace = 0;
        } else if (effect instanceof Effect.Drift drift) {
            pace *= 1 + drift.ppm() / 1e6;
        } else if (effect instanceof Effect.Burst burst) {
            grain = burst.frames();
        } else if (effect instanceof Effect.Offset wrong) {
            offset = wrong.frames();
        } else if (effect instanceof Effect.Nonsense) {
            nonsense = true;
        } else if (effect instanceof Effect.Corrupt) {
            corrupt = true;
        } else if (effect instanceof Effect.Storm) {
            storm = true;
        } else if (effect instanceof Effect.Allocation allocation) {
            largestBuffer = allocation.bytes();
        } else if (effect instanceof Effect.Format) {
            refusesFormats = true;
        } else {
            holdCalls(effect);
        }
    }

    private void holdCalls(Effect effect) {
        if (calls == null) {
            calls = new CallFaults();
        }
        calls.add(effect);
    }

    /** Whether a buffer is granted. */
    void requireBuffer(int bytes) throws AudioException {
        if (bytes > largestBuffer) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "buffer of " + bytes + " bytes, the card was told to grant " + largestBuffer + " at most");
        }
    }

    /** What is said of a position that a channel has reached. */
    long reported(long frames) {
        if (!nonsense) {
            return frames + offset;
        }
        var mixed = (frames + 1) * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 29;
    }
}
