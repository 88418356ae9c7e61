// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.function.LongSupplier;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/**
 * Captures: takes what the device has put into the ring to the client's side, whole frames, in order. What the client left no
 * room for, or the device has overwritten, is lost; its numbers are skipped, which is how the account knows.
 */
public final class CapturePin extends WaveCyclicPin {
    private final FrameRing destination;
    private final LongSupplier clientFrame;
    private long next;
    private long read;

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
        super(opened, format);
        this.destination = destination;
        this.clientFrame = clientFrame;
    }

    @Override
    void aimed(long streamFrame) {
        next = streamFrame;
        read = 0;
    }

    @Override
    public void fill() {
        // There is nothing to do before a device captures.
    }

    @Override
    public void pass(long now) {
        look(now);
        deliver();
    }

    private void deliver() {
        var overwritten = Math.max(0, position - read - ringFrames);
        read += overwritten;
        next += overwritten;
        var end = destination.end();
        var room = destination.capacity() - (end - clientFrame.getAsLong());
        var frames = Math.min(position - read, room);
        if (frames > 0 && log.offer(origin + read, next, frames, true)) {
            copy(end, frames);
            read += frames;
            next += frames;
        }
        if (room == frames && position - read > ringFrames / 2) {
            // The client does not keep up: let the oldest half go before the device does it for us.
            var dropped = position - read - ringFrames / 2;
            read += dropped;
            next += dropped;
        }
    }

    private void copy(long end, long frames) {
        var done = 0L;
        while (done < frames) {
            var offset = (int) ((read + done) % ringFrames);
            var piece = destination.contiguous(end + done, Math.min(frames - done, ringFrames - offset));
            channel.copyFrom(
                    destination.memory(), destination.offset(end + done), offset * frameBytes, piece * frameBytes);
            done += piece;
        }
        destination.publish(end + frames);
    }

    @Override
    void halted() {
        deliver();
        next += position - read;
        read = position;
    }

    /** Capture has nothing to drain: up to the last counter everything is delivered, and that is the cut. */
    @Override
    public void stopFeeding(long now) throws AudioException {
        halt(now);
    }

    @Override
    public boolean drained() {
        return true;
    }

    @Override
    public boolean quiet() {
        return true;
    }

    @Override
    public long resumeFrame() {
        return next;
    }

    @Override
    public long nextFrame() {
        return next;
    }

    @Override
    public long settledAt(long now) {
        return now;
    }

    @Override
    public long nanosSinceEnd() {
        return 0;
    }

    @Override
    public long lost(long now) {
        // What the device captured after the last look is gone with it; the gap in time says how much.
        return 0;
    }
}
