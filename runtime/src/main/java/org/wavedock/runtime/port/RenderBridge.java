// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.runtime.convert.Converter;
import org.wavedock.runtime.convert.Rate;
import org.wavedock.wave.WaveFormat;

/**
 * Renders from a stage that is filled from the stream's history, a lead further than the device wants it.
 *
 * <p>The filter looks ahead, so the last frames wait for those that follow. When the device is about to run dry nothing has followed
 * in time, and they are let out as if silence did. What comes after them starts at a seam.
 */
public final class RenderBridge implements Bridge {
    /** A pass and a half of the pump. */
    private static final long PATIENCE_NANOS = 15_000_000;

    private static final int LEADS_A_PATIENCE = 3;
    private static final int LEADS = 8;

    private final FrameRing history;
    private final FrameRing stage;
    private final Converter converter;
    private final Rate toDevice;
    private final Seams seams;
    private final long margin;
    private final long patience;
    private boolean feeding;

    /**
     * A bridge.
     *
     * @param history the stream's
     * @param stream the stream's format
     * @param device the device's format
     * @param terms how far the device's side runs ahead
     */
    public RenderBridge(FrameRing history, WaveFormat stream, WaveFormat device, PinTerms terms) {
        this.history = history;
        toDevice = new Rate(stream.sampleRate(), device.sampleRate());
        seams = new Seams(new Rate(device.sampleRate(), stream.sampleRate()));
        stage = new FrameRing(Math.toIntExact(toDevice.ceil(history.capacity())), device.frameBytes());
        converter = new Converter(new Converter.End(history, stream), new Converter.End(stage, device), 0);
        margin = device.framesIn(terms.leadNanos());
        patience = Math.min(PATIENCE_NANOS, terms.leadNanos() * LEADS_A_PATIENCE / LEADS);
    }

    /** Where the device's side finds its frames. */
    public FrameRing stage() {
        return stage;
    }

    @Override
    public long aim(long streamFrame) {
        var number = stage.end();
        seams.restart(number, streamFrame);
        converter.anchor(streamFrame, number);
        feeding = true;
        return number;
    }

    @Override
    public long streamFrame(long number) {
        return seams.streamFrame(number);
    }

    @Override
    public void supply(Pin device) {
        var end = history.end();
        if (feeding) {
            make(device, numberAt(end - converter.reach()), end);
        }
    }

    @Override
    public void sustain(Pin device, long now) {
        supply(device);
        var end = history.end();
        var last = numberAt(end);
        var isHeldBack = last > stage.end() && device.nextFrame() == stage.end();
        if (feeding && isHeldBack && isRunningDry(device, now) && seams.accepts(device.resumeFrame())) {
            make(device, last, end);
            if (stage.end() == last) {
                seams.add(last, end);
                converter.anchor(end, last);
            }
        }
    }

    private boolean isRunningDry(Pin device, long now) {
        return device.drained() || device.settledAt(device.lastLook()) - now <= patience;
    }

    /** The first number that is not before a frame of the stream. */
    private long numberAt(long streamFrame) {
        return seams.number() + toDevice.ceil(streamFrame - seams.frame());
    }

    private void make(Pin device, long upTo, long end) {
        var room = device.resumeFrame() + stage.capacity();
        var to = Math.min(upTo, Math.min(room, device.wantedEnd() + margin));
        var from = stage.end();
        if (to > from) {
            converter.convert(from, (int) (to - from), end, from);
            stage.publish(to);
        }
    }

    @Override
    public void stop() {
        feeding = false;
    }

    @Override
    public void deliver(boolean all) {
        // The device has it.
    }
}
