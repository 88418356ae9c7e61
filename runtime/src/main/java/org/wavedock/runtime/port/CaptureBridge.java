// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.function.LongSupplier;
import org.wavedock.runtime.convert.Converter;
import org.wavedock.runtime.convert.Rate;
import org.wavedock.wave.WaveFormat;

/**
 * Captures into a stage, and from there, converted, into the client's ring. The device's side is given no more room than the client's
 * ring has, so all that it has on record reaches the client: the last of it when the device stops.
 */
public final class CaptureBridge implements Bridge {
    /** Each piece of the record may round up by a frame. */
    private static final int SLACK = 64;

    private static final int SLACK_PART = 8;

    private final FrameRing ring;
    private final LongSupplier clientFrame;
    private final FrameRing stage;
    private final Converter converter;
    private final Rate toStream;
    private final Rate toDevice;
    /** What is on record and not yet with the client: where in the stage, and its number. */
    private final RunQueue pieces = new RunQueue();

    private long base;
    private long recorded;

    /**
     * A bridge.
     *
     * @param ring where the client reads
     * @param clientFrame the first frame of the ring that the client has not read
     * @param stream the stream's format
     * @param device the device's format
     */
    public CaptureBridge(FrameRing ring, LongSupplier clientFrame, WaveFormat stream, WaveFormat device) {
        this.ring = ring;
        this.clientFrame = clientFrame;
        toStream = new Rate(device.sampleRate(), stream.sampleRate());
        toDevice = new Rate(stream.sampleRate(), device.sampleRate());
        var most = toDevice.ceil(ring.capacity()) + 2 * Converter.furthestReach(device.sampleRate());
        stage = new FrameRing(Math.toIntExact(most), device.frameBytes());
        converter = new Converter(new Converter.End(stage, device), new Converter.End(ring, stream), 0);
    }

    /** Where the device's side leaves its frames. */
    public FrameRing stage() {
        return stage;
    }

    /** The first frame of the stage that the device's side has to leave as it is. */
    public long firstKept() {
        var waiting = stage.end() - (pieces.isEmpty() ? recorded : pieces.start(0));
        var slack = Math.min(SLACK, ring.capacity() / SLACK_PART);
        var fitting = toDevice.floor(Math.max(0, room() - slack));
        var room = Math.min(fitting, stage.capacity() - converter.reach()) - waiting;
        return stage.end() + room - stage.capacity();
    }

    private long room() {
        return ring.capacity() - (ring.end() - clientFrame.getAsLong());
    }

    @Override
    public long aim(long streamFrame) {
        base = streamFrame;
        recorded = stage.end();
        pieces.clear();
        return 0;
    }

    @Override
    public long streamFrame(long number) {
        return base + toStream.ceil(number);
    }

    @Override
    public void passed(long number, long frames) {
        if (!pieces.accepts(recorded, number)) {
            deliver(true);
        }
        pieces.append(recorded, number, frames);
        recorded += frames;
    }

    @Override
    public void supply(Pin device) {
        // The device brings.
    }

    @Override
    public void sustain(Pin device, long now) {
        // The device brings.
    }

    @Override
    public void stop() {
        // What it has brought by then is delivered.
    }

    @Override
    public void deliver(boolean all) {
        var end = stage.end();
        var known = all ? end : end - converter.reach();
        while (!pieces.isEmpty()) {
            var frames = Math.min(pieces.end(0), known) - pieces.start(0);
            if (frames <= 0 || !convert(pieces.start(0), pieces.stream(0), frames)) {
                return;
            }
            pieces.take(frames);
        }
    }

    private boolean convert(long from, long number, long frames) {
        var first = streamFrame(number);
        var count = (int) (streamFrame(number + frames) - first);
        if (count > room()) {
            return false;
        }
        converter.anchor(from - number, base);
        converter.convert(first, count, stage.end(), ring.end());
        ring.publish(ring.end() + count);
        return true;
    }
}
