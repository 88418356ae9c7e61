// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.WaveFormat;

/**
 * Captures: takes what the device has put into the ring to the client's side, whole frames, in order. What the client left no
 * room for, or the device has overwritten, is lost; its numbers are skipped, which is how the account knows.
 */
public final class CapturePin extends WaveCyclicPin implements Recorder {
    private static final long PIECE_NANOS = 20_000_000;

    private final FrameSink sink;
    /** What a device that hangs delivers late comes here, and no farther. */
    private final ByteBuffer between;

    private long next;
    private long read;
    private long guard;

    /**
     * A pin that delivers into a ring.
     *
     * @param opened what the miniport handed out; the pin owns its references
     * @param format the format
     * @param destination where the client reads
     * @param clientFrame the first frame of the ring that the client has not read
     */
    public CapturePin(
            NewStream<IMiniportWaveCyclicStream> opened,
            WaveFormat format,
            FrameRing destination,
            LongSupplier clientFrame) {
        this(opened, format, new ClientRing(destination, clientFrame));
    }

    /**
     * A pin that delivers anywhere.
     *
     * @param opened what the miniport handed out; the pin owns its references
     * @param format the format
     * @param sink where to
     */
    public CapturePin(NewStream<IMiniportWaveCyclicStream> opened, WaveFormat format, FrameSink sink) {
        super(opened, format);
        this.sink = sink;
        between = ByteBuffer.allocateDirect((int) Math.max(1, format.framesIn(PIECE_NANOS)) * frameBytes);
    }

    @Override
    void aimed(long streamFrame) {
        next = streamFrame;
        read = 0;
        guard = Math.min(format.framesIn(GUARD_NANOS), ringFrames / 8);
    }

    @Override
    void ranDry() {
        // It had no room; there is no more.
    }

    @Override
    void aboutToStart() {
        // The whole ring is the device's.
    }

    @Override
    public void fill() {
        // There is nothing to do before a device captures.
    }

    @Override
    public void pass(long now) {
        look(now);
        deliver(now);
    }

    /** Not if it is not known where the device is: it may have gone over what waits in the ring. */
    private void deliver(long now) {
        if (!seen) {
            return;
        }
        skip(position - read - (ringFrames - guard));
        var room = sink.room();
        var frames = Math.min(position - read, room);
        if (frames > 0 && log.hasRoom()) {
            enter(copy(frames, now));
        }
        if (room == frames) {
            // The client does not keep up: let the oldest go before the device does it for us.
            skip(position - read - ringFrames / 2);
        }
    }

    /** Puts on record what the client sees from now on. */
    private void enter(long frames) {
        if (frames > 0) {
            books.open();
            log.offer(origin + read, next, frames, true);
            sink.publish();
            read += frames;
            next += frames;
            books.close();
        }
    }

    /** Frames that nobody will see; their numbers are skipped. */
    private void skip(long frames) {
        if (frames > 0) {
            books.open();
            read += frames;
            next += frames;
            books.close();
        }
    }

    /** Takes frames out, as many as the device has not gone over by the time that they are out: the pump may be held up. */
    private long copy(long frames, long now) {
        var done = 0L;
        while (done < frames) {
            var offset = (int) ((read + done) % ringFrames);
            var most = Math.min(ringFrames - offset, between.capacity() / frameBytes);
            var piece = (int) Math.min(frames - done, most);
            channel.copyFrom(between, 0, offset * frameBytes, piece * frameBytes);
            if (isRunning()) {
                look(now);
            }
            if (!seen || position - read - done > ringFrames) {
                return done;
            }
            books.open();
            sink.append(between, piece);
            books.close();
            done += piece;
        }
        return done;
    }

    @Override
    void halted() {
        deliver(lastLook());
        skip(position - read);
    }

    @Override
    void confirm() {
        // What has not been taken out is recorded nevertheless.
    }

    @Override
    void paused() {
        deliver(lastLook());
    }

    @Override
    public void flush(long now) {
        observe(now);
        skip(position - read);
    }

    @Override
    public long playFrame() {
        return next + position - read;
    }

    @Override
    public long nextFrame() {
        return next;
    }

    @Override
    long doubt(long reached) {
        // What the device captured after the last look is gone with it; the gap in time says how much.
        return 0;
    }
}
