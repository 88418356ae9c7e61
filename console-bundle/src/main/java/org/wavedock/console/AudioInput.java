// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.wavedock.wave.WaveFormat;

/** The audio of a file, frame by frame, in one of our encodings. */
final class AudioInput implements Closeable {
    /**
     * What is known before the first frame is read.
     *
     * @param name the file, for people
     * @param format the frames as they are delivered
     * @param order how they stand in the file
     * @param declared frames that the file says it has, or -1
     * @param present frames that it has, or -1 if that shows only at its end
     */
    record Shape(String name, WaveFormat format, SampleOrder order, long declared, long present) {
        static final long UNKNOWN = -1;

        /** Frames that will come, or -1. */
        long frames() {
            if (declared == UNKNOWN || present == UNKNOWN) {
                return Math.max(declared, present);
            }
            return Math.min(declared, present);
        }
    }

    private final Shape shape;
    private final InputStream in;
    private byte[] scratch = {};
    private long delivered;
    private boolean ended;

    AudioInput(Shape shape, InputStream in) {
        this.shape = shape;
        this.in = in;
    }

    String name() {
        return shape.name();
    }

    WaveFormat format() {
        return shape.format();
    }

    /** Frames that will come; empty if only the end will tell. */
    OptionalLong frames() {
        return shape.frames() == Shape.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(shape.frames());
    }

    /** Says, if so, that frames are missing which the file claims to have: those known of at the start, or found at the end. */
    String truncation() {
        var has = ended ? delivered : shape.present();
        if (has == Shape.UNKNOWN || shape.declared() == Shape.UNKNOWN || has >= shape.declared()) {
            return null;
        }
        return shape.name() + " is truncated: its header says " + shape.declared() + " frames, it has " + has
                + (ended ? ", which were played" : "; playing " + has);
    }

    /** Fills a buffer with whole frames and flips it; false at the end. */
    boolean read(ByteBuffer target) throws Failure {
        target.clear();
        var frameBytes = format().frameBytes();
        var room = (long) target.remaining() / frameBytes;
        if (shape.frames() != Shape.UNKNOWN) {
            room = Math.min(room, shape.frames() - delivered);
        }
        var wanted = Math.toIntExact(room * frameBytes);
        if (scratch.length < wanted) {
            scratch = new byte[wanted];
        }
        var count = fill(wanted) / frameBytes * frameBytes;
        shape.order().convert(scratch, count);
        target.put(scratch, 0, count).flip();
        delivered += count / frameBytes;
        ended |= count == 0;
        return count > 0;
    }

    private int fill(int wanted) throws Failure {
        try {
            return in.readNBytes(scratch, 0, wanted);
        } catch (InterruptedIOException e) {
            throw Failure.cancelled();
        } catch (IOException e) {
            throw Failure.of("cannot read " + shape.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
