// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.function.LongSupplier;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** Captures by a miniport that copies: what the device recorded is known to the ring, and is counted when it has been copied. */
final class CopyingCapturePin extends PciCapturePin {
    private final CopyingStream copying;
    private final WaveCyclicPin ringPin;

    CopyingCapturePin(Opened opened, WaveFormat format, FrameRing stage, FrameRing client, LongSupplier clientFrame) {
        super(opened, format, stage, client, clientFrame);
        copying = (CopyingStream) opened.result().stream();
        ringPin = copying.ring();
    }

    @Override
    void aimed() {
        super.aimed();
        copying.number(base);
    }

    @Override
    void look(long now) {
        position = copying.passedBytes() / frameBytes;
    }

    /** The miniport gives back in the middle of its work. */
    @Override
    void passed(Packet packet, long frames) {
        look(lastLook());
        super.passed(packet, frames);
    }

    @Override
    void count() {
        // The ring's account has them.
    }

    @Override
    public boolean seal() {
        return ringPin.seal() && super.seal();
    }

    @Override
    public boolean reclaim() {
        return ringPin.reclaim() && super.reclaim();
    }

    @Override
    public RunLog log() {
        return ringPin.log();
    }

    @Override
    public long nextFrame() {
        return ringPin.nextFrame();
    }

    @Override
    public double speed() {
        return ringPin.speed();
    }

    @Override
    public long lastLook() {
        return ringPin.lastLook();
    }

    /** What has been copied is here. */
    @Override
    public long lost(long now) {
        return doubt(position) + ringPin.lost(now);
    }

    @Override
    public long haltStopped(long now) throws AudioException {
        var doubtful = ringPin.haltStopped(now);
        halt(now);
        return doubtful;
    }
}
