// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** Renders by a miniport that copies: what the device passed is known to the ring, silence and all. */
final class CopyingRenderPin extends PciRenderPin {
    private final CopyingRenderStream copying;
    private final RenderPin ringPin;

    CopyingRenderPin(Opened opened, CopyingRenderStream copying, WaveFormat format, FrameRing ring, PinTerms terms) {
        super(opened, format, ring, terms);
        this.copying = copying;
        ringPin = copying.ring();
        ringPin.wantLead(terms.leadNanos());
    }

    @Override
    void aimed() {
        super.aimed();
        copying.number(base);
    }

    @Override
    public long wantedEnd() {
        return ringPin.wantedEnd();
    }

    @Override
    void look(long now) {
        if (ringPin.isRunning()) {
            ringPin.look(now);
        }
        position = ringPin.resumeFrame() - base;
    }

    @Override
    public void pass(long now) {
        super.pass(now);
        if (!isFeeding() && ringPin.nextFrame() == nextFrame()) {
            ringPin.stopFeeding(now);
        }
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
    public boolean drained() {
        return ringPin.nextFrame() == nextFrame() && ringPin.drained();
    }

    @Override
    public boolean quiet() {
        return ringPin.nextFrame() == nextFrame() && ringPin.quiet();
    }

    @Override
    public long settledAt(long now) {
        return ringPin.settledAt(now) + format.nanosFor(nextFrame() - ringPin.nextFrame());
    }

    @Override
    public long nanosSinceEnd() {
        return drained() ? ringPin.nanosSinceEnd() : 0;
    }

    @Override
    public double speed() {
        return ringPin.speed();
    }

    @Override
    public long lastLook() {
        return ringPin.lastLook();
    }

    @Override
    public long lost(long now) {
        position = ringPin.resumeFrame() - base;
        return ringPin.lost(now);
    }

    /** The ring first: what it has passed unseen is known to nobody else. */
    @Override
    public long haltStopped(long now) throws AudioException {
        var doubtful = ringPin.haltStopped(now);
        halt(now);
        return doubtful;
    }
}
