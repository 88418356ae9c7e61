// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.Objects;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.AudioPosition;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.runtime.port.WaveCyclicPort;
import org.wavedock.runtime.port.WavePciPort;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** What a client does with its stream, whichever port it is on: format, packets, resets, positions. */
abstract class ClientPin extends PinCore {
    private volatile WaveFormat format;
    private boolean resetting;

    ClientPin(Terms terms, WaveFormat format) {
        super(terms);
        this.format = format;
    }

    /** Opens a stream of a filter's port. */
    static ClientPin open(Terms terms, WaveFormat format) throws AudioException {
        var port = terms.filter().port();
        port.miniport();
        var pin = port instanceof WavePciPort pci
                ? new PciClientPin(terms, pci, format)
                : new CyclicClientPin(terms, (WaveCyclicPort) port, format);
        try {
            pin.open();
            return pin;
        } catch (AudioException | RuntimeException | Error e) {
            pin.close();
            throw asRefusal(e);
        }
    }

    // ---- what the ports do differently; all of it inside the pin

    /** Queues a packet; it is known to be acceptable. */
    abstract void add(StreamPacket packet) throws AudioException;

    /** Whether a packet is queued. */
    abstract boolean holds(StreamPacket packet);

    /** Whether any packet is queued. */
    abstract boolean holdsAny();

    abstract boolean take(StreamPacket packet);

    /** Forgets what is on its way to the client's ear, or from it. */
    abstract void flush(long now);

    /** The write offset, counted from STOP; asked right after {@link #played}. */
    abstract long handedOver(long played);

    abstract AllocatorFraming framing();

    abstract void changeFormat(WaveFormat newFormat) throws AudioException;

    /** The stream is in STOP, and the format is another one. */
    abstract void formatChanged() throws AudioException;

    // ---- format

    @Override
    public WaveFormat format() {
        return format;
    }

    @Override
    public void setFormat(WaveFormat newFormat) throws AudioException {
        enter();
        try {
            if (format.equals(newFormat)) {
                return;
            }
            terms().filter().requireFormat(terms().number(), newFormat);
            if (state() == StreamState.RUN || holdsAny()) {
                throw new AudioException(
                        Reason.INVALID_DEVICE_REQUEST,
                        "the format is to be " + newFormat + " in " + state()
                                + ", expected a stream that does not run and has no packets");
            }
            replaceFormat(newFormat);
        } catch (RuntimeException | Error e) {
            throw asRefusal(e);
        } finally {
            leave();
        }
    }

    /** Positions in another format mean nothing: it starts over, in the state that it was in. */
    private void replaceFormat(WaveFormat newFormat) throws AudioException {
        var back = state();
        changeFormat(newFormat);
        move(StreamState.STOP);
        format = newFormat;
        formatChanged();
        move(back);
    }

    @Override
    public AllocatorFraming allocatorFraming() throws AudioException {
        enter();
        try {
            return framing();
        } finally {
            leave();
        }
    }

    // ---- packets

    @Override
    public void submit(StreamPacket packet) throws AudioException {
        Objects.requireNonNull(packet, "packet");
        enter();
        try {
            if (resetting) {
                throw new AudioException(Reason.DEVICE_NOT_READY, "a reset is under way");
            }
            if (state() == StreamState.STOP || holds(packet) || terms().looped() && holdsAny()) {
                throw new AudioException(
                        Reason.INVALID_DEVICE_STATE,
                        "a packet came in " + state() + ", expected one that is not under way, "
                                + (terms().looped() ? "the only one, " : "") + "and not in STOP");
            }
            if (terms().capture() && packet.buffer().isReadOnly()) {
                throw new AudioException(Reason.INVALID_PARAMETER, "a packet to be filled is read-only");
            }
            add(packet);
        } finally {
            leave();
        }
    }

    @Override
    public boolean cancel(StreamPacket packet) {
        enterAnyway();
        try {
            return take(packet);
        } finally {
            leave();
        }
    }

    @Override
    public void cancelAll() {
        enterAnyway();
        try {
            takeAll();
        } finally {
            leave();
        }
    }

    @Override
    public void beginReset() throws AudioException {
        enter();
        try {
            if (!resetting) {
                resetting = true;
                takeAll();
                flushIfBegun();
            }
        } finally {
            leave();
        }
    }

    @Override
    public void endReset() throws AudioException {
        enter();
        try {
            if (resetting) {
                flushIfBegun();
                resetting = false;
            }
        } finally {
            leave();
        }
    }

    private void flushIfBegun() throws AudioException {
        try {
            if (state().compareTo(StreamState.PAUSE) >= 0) {
                flush(now());
            }
        } catch (RuntimeException | Error e) {
            throw asRefusal(e);
        }
    }

    @Override
    final boolean isResetting() {
        return resetting;
    }

    // ---- positions

    @Override
    public AudioPosition position() throws AudioException {
        enter();
        try {
            if (state() == StreamState.STOP) {
                return new AudioPosition(0, 0);
            }
            var played = played(now());
            return new AudioPosition(offset(played), offset(handedOver(played)));
        } catch (RuntimeException | Error e) {
            throw asRefusal(e);
        } finally {
            leave();
        }
    }

    /** In a looped stream an offset in the packet, which begins where the one before it ended. */
    private long offset(long linear) {
        var loop = terms().looped() ? loop() : 0;
        return loop == 0 ? linear : Math.max(0, linear - loopStart()) % loop;
    }

    @Override
    public PositionEvent addPositionEvent(long offset, Runnable callback) throws AudioException {
        Objects.requireNonNull(callback, "callback");
        if (offset < 0) {
            throw new AudioException(Reason.INVALID_PARAMETER, "event at " + offset + ", expected 0 or more");
        }
        enter();
        try {
            var from = state() == StreamState.STOP ? 0 : played(now()) - loopStart();
            return events().add(offset, callback, from);
        } catch (RuntimeException | Error e) {
            throw asRefusal(e);
        } finally {
            leave();
        }
    }
}
