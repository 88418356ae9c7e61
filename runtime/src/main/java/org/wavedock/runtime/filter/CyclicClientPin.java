// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.runtime.port.CapturePin;
import org.wavedock.runtime.port.PinTerms;
import org.wavedock.runtime.port.RenderPin;
import org.wavedock.runtime.port.RunLog;
import org.wavedock.runtime.port.SlaveMiniport;
import org.wavedock.runtime.port.WaveCyclicPin;
import org.wavedock.runtime.port.WaveCyclicPort;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A client's stream on a WaveCyclic port: packets are copied through the ring. */
final class CyclicClientPin extends ClientPin {
    /** The documented lead. */
    private static final long LEAD_NANOS = 40_000_000;

    private static final long PERIOD_NANOS = 10_000_000;
    /** Packets that a client should have under way. */
    private static final int PACKETS = 8;
    /** There is no account of a client's packets but their completion. */
    private static final RunLog.Reader NOBODY = (deviceFrame, there, streamFrame, frames, confirmed) -> {};

    private final WaveCyclicPort port;
    private final PacketLine line;
    private NewStream<IMiniportWaveCyclicStream> opened;
    private WaveCyclicPin pin;
    private NotificationFreq frequency;

    CyclicClientPin(Terms terms, WaveCyclicPort port, WaveFormat format) {
        super(terms, format);
        this.port = port;
        line = new PacketLine(callbacks(), terms.looped());
    }

    @Override
    void open() throws AudioException {
        opened = port.open(number(), terms().capture(), format());
        port.addRef();
        pin = newPin();
        if (opened.serviceGroup() == null) {
            throw new AudioException(
                    Reason.DEVICE_CONFIGURATION_ERROR, "the miniport answered no service group for " + terms());
        }
        // Nobody notifies the group of a slave channel.
        var period = port.miniport() instanceof SlaveMiniport ? PERIOD_NANOS : 0;
        servedBy(new ServiceSource(terms().filter().registry().scheduler(), opened.serviceGroup(), period));
        frequency = pin.ready();
    }

    private WaveCyclicPin newPin() throws AudioException {
        var frameBytes = format().frameBytes();
        if (terms().capture()) {
            return new CapturePin(opened, format(), new PacketFill(line, frameBytes));
        }
        var fifo = 0;
        var start = 0;
        if (port.miniport() instanceof SlaveMiniport slave) {
            fifo = slave.device().fifoFrames();
            start = slave.device().startFrames();
        }
        // All that can be placed and not heard.
        var kept = opened.dmaChannel().allocatedBufferSize() / frameBytes + fifo + 1;
        return new RenderPin(
                opened, format(), new PacketFeed(line, frameBytes, kept), new PinTerms(LEAD_NANOS, fifo, start));
    }

    @Override
    void step(StreamState next, long now) throws AudioException {
        try {
            pin.step(next, now);
        } finally {
            pin.log().drainTo(NOBODY);
            if (next == StreamState.STOP) {
                line.stop(terms().capture());
            }
        }
        if (next == StreamState.PAUSE && state() == StreamState.ACQUIRE) {
            pin.fill();
        }
    }

    @Override
    void pass(long now) throws AudioException {
        pin.pass(now);
        if (pin.hasStopped()) {
            startAnew(now);
        }
        pin.log().drainTo(NOBODY);
    }

    /** The device stopped by itself; what it may have played unseen comes again. */
    private void startAnew(long now) throws AudioException {
        pin.haltStopped(now);
        pin.aim(pin.resumeFrame());
        pin.fill();
        pin.start(now);
    }

    @Override
    void add(StreamPacket packet) {
        line.add(packet);
        // A ring that does not move is filled by whoever comes.
        if (state() == StreamState.PAUSE) {
            pin.fill();
        }
    }

    @Override
    boolean holds(StreamPacket packet) {
        return line.holds(packet);
    }

    @Override
    boolean holdsAny() {
        return !line.isEmpty();
    }

    @Override
    boolean take(StreamPacket packet) {
        return line.cancel(packet);
    }

    @Override
    void takeAll() {
        line.cancelAll();
    }

    @Override
    void flush(long now) {
        pin.flush(now);
        pin.log().drainTo(NOBODY);
    }

    @Override
    long played(long now) {
        pin.observe(now);
        pin.log().drainTo(NOBODY);
        return handedOver(0) + (pin.playFrame() - pin.nextFrame()) * format().frameBytes();
    }

    /** A looped packet knows nothing of what was lost. */
    @Override
    long handedOver(long played) {
        return terms().looped() && terms().capture() ? line.through() : pin.nextFrame() * format().frameBytes();
    }

    @Override
    long loopStart() {
        return line.loopStart();
    }

    @Override
    int loop() {
        return line.loop();
    }

    @Override
    AllocatorFraming framing() {
        return new AllocatorFraming(PACKETS, frequency.frameSize(), Integer.lowestOneBit(format().frameBytes()));
    }

    @Override
    void changeFormat(WaveFormat newFormat) throws AudioException {
        opened.stream().setFormat(newFormat);
    }

    @Override
    void formatChanged() throws AudioException {
        pin = newPin();
        frequency = pin.ready();
    }

    @Override
    void letGo() {
        if (pin != null) {
            pin.close();
        } else if (opened != null) {
            release(opened.dmaChannel());
            release(opened.serviceGroup());
            release(opened.stream());
        }
        if (opened != null) {
            release(port);
        }
    }
}
