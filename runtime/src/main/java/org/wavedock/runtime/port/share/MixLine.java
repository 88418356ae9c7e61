// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;

/**
 * Many voices on one device: the ring holds their sum, wide inside and limited once, on its way out. A voice that is alone is
 * copied byte by byte.
 *
 * <p>The sum is kept sample by sample, with each voice's share in it: a change costs what it changes, however many there are.
 * A device that runs round its ring has every change at once, so that a voice begins as near to the cursor as it dares, and is
 * gone from what lies ahead when it stops. A device that takes commitments gets what all voices have committed, when they have.
 */
final class MixLine extends SharedLine<Voice> {
    /** Long enough to place a voice's whole lead before the cursor is there. */
    private static final long GUARD_NANOS = 2_000_000;

    private final Samples samples;
    private final int sampleBytes;
    private final int channels;
    private final long guard;
    private final boolean commits;
    private long[] sum;
    private ByteBuffer mixed;
    private long committed;

    MixLine(Owner owner, IDmaChannelSlave channel, TransferControl control) {
        super(owner, channel, control);
        samples = new Samples(owner.format().encoding());
        sampleBytes = owner.format().encoding().bytes();
        channels = owner.format().channels();
        guard = owner.format().framesIn(GUARD_NANOS);
        commits = control.takesCommitted();
    }

    @Override
    Voice create() {
        return new Voice(this, guard);
    }

    int channels() {
        return channels;
    }

    boolean takesCommitted() {
        return commits;
    }

    @Override
    void allocated() {
        sum = new long[ringFrames * channels];
        mixed = ByteBuffer.allocateDirect(ringBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    long joinFrame(Voice who, long at) {
        return commits ? Math.max(at, committed) : at + Math.min(who.guard(), ringFrames / 8);
    }

    @Override
    void admitted(Voice who) {
        blend(who, 0, ringFrames);
        if (hasBegun() && !commits && look() > who.base()) {
            // Nobody knows what it met there. The voice starts anew, as on a device that has run dry.
            who.moreGuard();
            expel(who);
        }
    }

    @Override
    void aboutToStart() {
        if (commits) {
            committed = 0;
            commitAll();
        } else {
            write(0, ringFrames);
        }
    }

    @Override
    long finalFrame(long at) {
        return commits ? Math.max(at, committed) : at;
    }

    /** It leaves the sum; what lies ahead is heard without it. */
    @Override
    void removed(Voice who, long at) {
        who.wasGiven(given(who));
        var share = who.share();
        var first = (int) (at % ringFrames);
        var shift = Math.floorMod(at - who.base(), ringFrames);
        var last = 0;
        for (var frame = 0; frame < ringFrames; frame++) {
            var from = (frame + shift) % ringFrames * channels;
            var to = (frame + first) % ringFrames * channels;
            for (var i = 0; i < channels; i++) {
                if (share[from + i] != 0) {
                    sum[to + i] -= share[from + i];
                    last = frame + 1;
                }
            }
        }
        who.clearShare();
        if (hasBegun() && !commits) {
            writeFrom(first, last);
        }
    }

    /** What a voice has in its ring has changed. */
    void changed(Voice who, int from, int to) {
        requireSound();
        try {
            blend(who, from, to);
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    /** Brings a voice's share up to date with its bytes, from frame to frame of its ring. */
    private void blend(Voice who, int from, int to) {
        var bytes = who.bytes();
        var share = who.share();
        var shift = (int) (who.base() % ringFrames);
        var first = to;
        var end = from;
        for (var frame = from; frame < to; frame++) {
            var at = frame * channels;
            var there = (frame + shift) % ringFrames * channels;
            for (var i = 0; i < channels; i++) {
                var sample = samples.get(bytes, (at + i) * sampleBytes);
                if (sample != share[at + i]) {
                    sum[there + i] += sample - share[at + i];
                    share[at + i] = sample;
                    first = Math.min(first, frame);
                    end = frame + 1;
                }
            }
        }
        if (hasBegun() && !commits) {
            if (running.size() == 1) {
                // Alone: its bytes count, not what can be added up of them.
                writeFrom((from + shift) % ringFrames, to - from);
            } else if (first < end) {
                writeFrom((first + shift) % ringFrames, end - first);
            }
        }
    }

    /** How many frames of a voice the device has been given; where it takes commitments. */
    long given(Voice who) {
        return Math.max(0, committed - who.base());
    }

    /** A voice has committed more. */
    void commit() {
        requireSound();
        try {
            commitAll();
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    private void commitAll() {
        // A voice that has joined far ahead of the cursor may have committed what would lie on frames that are still to
        // be heard.
        var all = reached() + ringFrames - ringFrames / 4;
        for (var i = 0; i < running.size(); i++) {
            all = Math.min(all, running.get(i).committedFrame());
        }
        if (all > committed) {
            writeFrom((int) (committed % ringFrames), (int) (all - committed));
            committed = all;
            control.commit(all * frameBytes);
        }
    }

    /** Writes so many frames of the device's ring, on from its start if need be. */
    private void writeFrom(int from, int frames) {
        var first = Math.min(frames, ringFrames - from);
        write(from, first);
        write(0, frames - first);
    }

    private void write(int from, int frames) {
        if (running.size() == 1) {
            copy(running.get(0), from, frames);
        } else if (frames > 0) {
            for (var i = from * channels; i < (from + frames) * channels; i++) {
                samples.put(mixed, i * sampleBytes, sum[i]);
            }
            put(from, mixed, from, frames);
        }
    }

    /** A piece of the device's ring that is one voice's alone. */
    private void copy(Voice voice, int from, int frames) {
        var start = Math.floorMod(from - voice.base(), ringFrames);
        var first = Math.min(frames, ringFrames - start);
        put(from, voice.bytes(), start, first);
        put(from + first, voice.bytes(), 0, frames - first);
    }

    private void put(int to, ByteBuffer source, int from, int frames) {
        if (frames > 0) {
            channel.copyTo(to * frameBytes, source, from * frameBytes, frames * frameBytes);
        }
    }
}
