// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.util.ArrayList;
import java.util.List;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * The one transfer of a shared substream. It runs while one of its channels does; who joins starts at a frame of its timeline, the
 * channel's base, and who stops only takes no part any more.
 *
 * <p>Opened and closed on a control thread; everything between belongs to the pump.
 *
 * @param <C> the channels that take part
 */
abstract class SharedLine<C extends SharedChannel> {
    /** Whose line it is, which way it goes, and on what terms. */
    record Owner(SharedDevice device, Direction direction, WaveFormat format, boolean exclusive) {}

    private static final long PATIENCE_NANOS = 300_000_000;
    private static final long LOOK_NANOS = 5_000_000;

    private final Owner owner;
    private final int substream;
    private final int maximum;
    private final int fifoFrames;
    private int users;
    private boolean begun;
    private long origin;
    /** Where the transfer was seen last; whoever joins has nothing else to hold a position against. */
    private long reached;
    /** Up to there on the timeline somebody who has stopped counts on being heard. */
    private long owed;

    private Thread user;
    private volatile boolean failed;
    private volatile boolean someoneLeaves;

    /** The device's. */
    protected final IDmaChannelSlave channel;
    /** The device's. */
    protected final TransferControl control;
    /** Bytes of a frame. */
    protected final int frameBytes;
    /** Who takes part now. */
    protected final List<C> running = new ArrayList<>();
    /** Frames of the device's ring; 0 before the first channel has allocated it. */
    protected int ringFrames;

    SharedLine(Owner owner, IDmaChannelSlave channel, TransferControl control) {
        this.owner = owner;
        this.channel = channel;
        this.control = control;
        frameBytes = owner.format().frameBytes();
        fifoFrames = owner.direction() == Direction.RENDER ? owner.device().fifoFrames() : 0;
        substream = control.substream();
        maximum = channel.maximumBufferSize();
    }

    // ---- the control side

    /** A channel that does not run. */
    final C newChannel() {
        users++;
        return create();
    }

    abstract C create();

    /** One user less; whether it was the last. */
    final boolean leave() {
        return --users == 0;
    }

    int users() {
        return users;
    }

    Owner owner() {
        return owner;
    }

    DmaAdapter memory() {
        return owner.device().memory();
    }

    int substream() {
        return substream;
    }

    /** Whether the device has failed somebody: then it has failed all. */
    boolean hasFailed() {
        return failed;
    }

    int maximumBytes() {
        return ringFrames == 0 ? maximum : ringBytes();
    }

    final int ringBytes() {
        return ringFrames * frameBytes;
    }

    /** The first channel decides how long the ring is that all of them go round. May block. */
    final void allocate(int bytes, long constraint) throws AudioException {
        if (ringFrames == 0) {
            channel.allocateBuffer(bytes, constraint);
            var whole = channel.bufferSize() / frameBytes * frameBytes;
            if (whole != channel.bufferSize()) {
                channel.setBufferSize(whole);
            }
            ringFrames = whole / frameBytes;
            allocated();
        }
    }

    abstract void allocated();

    /** Gives the device's channel back, when all has been heard that somebody counts on. Blocks until then, but not for long. */
    final void close(TimeSource time) {
        try {
            if (begun && !failed) {
                var until = time.nanoTime() + PATIENCE_NANOS;
                while (passed() < owed && !control.hasStopped() && time.nanoTime() < until) {
                    time.sleep(LOOK_NANOS);
                }
                channel.stop();
            }
        } finally {
            channel.release();
        }
    }

    // ---- the pump's side

    /** Throws if the device has failed somebody. */
    final void requireSound() {
        if (failed) {
            throw new DeviceRemovedException(owner.device() + " has failed");
        }
    }

    /** A call into the device did not end well. */
    final void fail() {
        failed = true;
    }

    /** A channel takes part from now on. */
    final void start(C who) throws AudioException {
        requireSound();
        user = Thread.currentThread();
        try {
            if (!begun || hasEnded()) {
                begin(who);
            } else {
                var at = look();
                who.join(joinFrame(who, at), at, origin);
                running.add(who);
                admitted(who);
            }
        } catch (AudioException | RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    private void begin(C who) throws AudioException {
        reached = 0;
        who.join(0, 0, 0);
        running.add(who);
        admitted(who);
        aboutToStart();
        channel.start(ringBytes(), owner.direction() == Direction.RENDER);
        begun = true;
        owed = 0;
        origin = control.originFrame();
        who.join(0, 0, origin);
    }

    final boolean hasBegun() {
        return begun;
    }

    /** Whether the transfer has ended by itself; everybody has to start anew. */
    private boolean hasEnded() {
        if (!control.hasStopped()) {
            return false;
        }
        var at = look();
        channel.stop();
        begun = false;
        for (var who : running) {
            who.part(at - who.base(), true);
            removed(who, at);
        }
        running.clear();
        return true;
    }

    /** A channel takes no part any more. From another thread than the pump's it happens when the pump looks. */
    final void stop(C who) {
        if (Thread.currentThread() != user) {
            who.leaves();
            someoneLeaves = true;
            return;
        }
        requireSound();
        try {
            depart(who);
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    private void depart(C who) {
        running.remove(who);
        var dry = control.hasStopped();
        // After the question: a device that stands by now has not gone on since.
        var at = look();
        if (running.isEmpty() && (dry || at >= owed)) {
            channel.stop();
            begun = false;
            who.part(passed() - who.base(), false);
        } else if (dry) {
            who.part(at - who.base(), false);
        } else {
            // The device goes on: what it was given to the end, and what its FIFO holds, will be heard.
            var end = finalFrame(at) + fifoFrames;
            owed = Math.max(owed, end);
            who.part(end - who.base(), false);
        }
        removed(who, at);
        if (begun && !dry) {
            who.wasOverrun(Math.max(0, look() - finalFrame(at)));
        }
    }

    /** Takes out a channel that cannot be what it was started for. */
    final void expel(C who) {
        running.remove(who);
        who.part(0, true);
        removed(who, look());
    }

    /** Where a channel is that takes part, frames since its start. */
    final long position(C who) {
        requireSound();
        try {
            return who.sees(look());
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    final boolean hasStopped() {
        return begun && control.hasStopped();
    }

    /** Where the transfer is, frames. */
    final long look() {
        var at = passed();
        if (at < reached) {
            throw new DeviceRemovedException("the position of " + owner.device() + " went from frame " + reached
                    + " to " + at + ", expected no less");
        }
        reached = at;
        if (someoneLeaves) {
            someoneLeaves = false;
            for (var i = running.size() - 1; i >= 0; i--) {
                if (running.get(i).isLeaving()) {
                    removed(running.remove(i), at);
                }
            }
        }
        return at;
    }

    /** Where the transfer was at the last look, frames. */
    final long reached() {
        return reached;
    }

    private long passed() {
        return control.transferredBytes() / frameBytes;
    }

    /** Where on the timeline a channel begins that joins. */
    abstract long joinFrame(C who, long at);

    /** Somebody has joined. */
    abstract void admitted(C who);

    /** Nothing runs yet, and somebody has joined. */
    abstract void aboutToStart();

    /** The first frame of the timeline of which it is not yet decided what is heard there. */
    abstract long finalFrame(long at);

    /** Somebody has gone. */
    abstract void removed(C who, long at);
}
