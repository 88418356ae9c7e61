// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.wavedock.sim.capture.LoopbackBus;
import org.wavedock.sim.render.MemorySink;
import org.wavedock.sim.render.NoSink;
import org.wavedock.sim.render.Sink;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** One render substream's record: its sink, whoever listens, and the count of frames; lives as long as the card. */
final class Speaker {
    private final Sink sink;
    private final LoopbackBus bus;
    private final AtomicLong frames = new AtomicLong();
    private final Damage damage = new Damage();
    private volatile long framesBefore;
    private WaveFormat format;
    private boolean closed;

    /**
     * A record that begins.
     *
     * @param bus who listens, or null if nobody can
     */
    Speaker(Sink sink, LoopbackBus bus) {
        this.sink = sink;
        this.bus = bus;
    }

    /** A channel is about to play here. Control path. */
    void open(WaveFormat wanted) throws AudioException {
        framesBefore = sink.open(wanted);
        format = wanted;
        announce(wanted);
    }

    /** The channel is gone. Control path. After {@link #close} the bus belongs to the next card of that name. */
    void release() {
        if (!closed) {
            announce(null);
        }
    }

    private void announce(WaveFormat playing) {
        if (bus != null) {
            bus.announce(playing);
        }
    }

    /** What is heard from now on differs from what was written, or does not. */
    void damage(boolean on) {
        damage.turn(on);
    }

    /** Whole frames are heard. Hot path. */
    void hear(ByteBuffer source, int offset, int byteCount) {
        if (!damage.isOn()) {
            emit(source, offset, byteCount);
            return;
        }
        var most = Damage.capacity(format.frameBytes());
        for (var done = 0; done < byteCount; done += most) {
            var bytes = Math.min(most, byteCount - done);
            emit(damage.copy(source, offset + done, bytes), 0, bytes);
        }
    }

    private void emit(ByteBuffer source, int offset, int byteCount) {
        sink.write(source, offset, byteCount);
        if (bus != null) {
            bus.publish(format, source, offset, byteCount);
        }
        count(byteCount / format.frameBytes());
    }

    /** Frames are heard that nobody wants to see. Hot path. */
    void count(long more) {
        frames.setRelease(frames.getPlain() + more);
    }

    /** Whether counting is all there is to do. Hot path. */
    boolean isUnheard() {
        return sink instanceof NoSink && (bus == null || !bus.isHeard());
    }

    /** Frames since the card was activated. Any thread. */
    long frames() {
        return frames.getAcquire();
    }

    /** Frames in the record, with those that were in its file before the card. */
    long recordedFrames() {
        return framesBefore + frames();
    }

    /** Everything from a byte on, counted since the card was activated. Any thread. */
    byte[] content(long from) {
        if (sink instanceof MemorySink memory) {
            return memory.content(from);
        }
        throw new IllegalStateException("the card does not record to memory, expected render.to=memory");
    }

    /** The card goes. Control path; does not block. */
    void close() {
        release();
        closed = true;
        sink.close();
    }
}
