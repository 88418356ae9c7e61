// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * A stay on a device whose format is not the stream's. The device's own pin works on a stage in the device's format; this one tells
 * everybody else of it in frames of the stream. Where the formats are one there is nothing of this.
 */
public final class ConvertingPin implements Pin {
    private final Pin device;
    private final Bridge bridge;
    /** The device's own: whoever seals them has both accounts, or, from a pump that is at work on either, none. */
    private final Books books;

    /**
     * A pin that renders.
     *
     * @param device the device's own pin, as its port has opened it, on the bridge's stage; it is this pin's from now on
     * @param bridge the bridge
     */
    public ConvertingPin(Pin device, RenderBridge bridge) {
        this(device, (Bridge) bridge);
    }

    /**
     * A pin that captures.
     *
     * @param device the device's own pin, as its port has opened it, on the bridge's stage; it is this pin's from now on
     * @param bridge the bridge
     */
    public ConvertingPin(Pin device, CaptureBridge bridge) {
        this(device, (Bridge) bridge);
    }

    private ConvertingPin(Pin device, Bridge bridge) {
        this.device = device;
        books = ((DevicePin) device).books;
        this.bridge = bridge;
        device.log().countBy(bridge);
    }

    @Override
    public WaveFormat deviceFormat() {
        return device.deviceFormat();
    }

    @Override
    public void prepare(TimeSource time) throws AudioException {
        bridge.aim(0);
        device.prepare(time);
    }

    @Override
    public RunLog log() {
        return device.log();
    }

    @Override
    public int substream() {
        return device.substream();
    }

    @Override
    public boolean hasStopped() {
        return device.hasStopped();
    }

    @Override
    public boolean isRunning() {
        return device.isRunning();
    }

    @Override
    public void aim(long streamFrame) throws AudioException {
        books.open();
        var number = bridge.aim(streamFrame);
        books.close();
        device.aim(number);
    }

    @Override
    public void start(long now) throws AudioException {
        device.start(now);
    }

    @Override
    public void halt(long now) throws AudioException {
        device.halt(now);
        deliver(true);
    }

    @Override
    public void pass(long now) {
        books.open();
        bridge.sustain(device, now);
        books.close();
        device.pass(now);
        deliver(false);
    }

    private void deliver(boolean all) {
        books.open();
        bridge.deliver(all);
        books.close();
    }

    @Override
    public void fill() {
        books.open();
        bridge.supply(device);
        books.close();
        device.fill();
    }

    @Override
    public void stopFeeding(long now) throws AudioException {
        books.open();
        bridge.stop();
        books.close();
        device.stopFeeding(now);
        deliver(true);
    }

    @Override
    public boolean drained() {
        return device.drained();
    }

    @Override
    public boolean quiet() {
        return device.quiet();
    }

    @Override
    public long resumeFrame() {
        return bridge.streamFrame(device.resumeFrame());
    }

    @Override
    public long nextFrame() {
        return bridge.streamFrame(device.nextFrame());
    }

    @Override
    public long wantedEnd() {
        return bridge.streamFrame(device.wantedEnd());
    }

    @Override
    public long settledAt(long now) {
        return device.settledAt(now);
    }

    @Override
    public long nanosSinceEnd() {
        return device.nanosSinceEnd();
    }

    @Override
    public boolean seal() {
        return device.seal();
    }

    @Override
    public boolean reclaim() {
        return device.reclaim();
    }

    @Override
    public long lost(long now) {
        var first = device.resumeFrame();
        var doubtful = device.lost(now);
        bridge.deliver(true);
        return streamFrames(first, doubtful);
    }

    @Override
    public long haltStopped(long now) throws AudioException {
        var first = device.resumeFrame();
        var doubtful = device.haltStopped(now);
        deliver(true);
        return streamFrames(first, doubtful);
    }

    private long streamFrames(long first, long frames) {
        return bridge.streamFrame(first + frames) - bridge.streamFrame(first);
    }

    @Override
    public double speed() {
        return device.speed();
    }

    @Override
    public long lastLook() {
        return device.lastLook();
    }

    @Override
    public void close() {
        device.close();
    }
}
