// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** What the pins of both ports have in common: the state of the miniport's stream, the device's timeline, and the account. */
abstract class DevicePin implements Pin {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    final StateLadder ladder = new StateLadder(this::step);
    final Pace pace;
    final Watch watch;
    /** Open whenever the account, or what it is made from, changes. */
    final Books books = new Books();

    private long passedBefore;
    /** Until it was seen to stand: a device that fails to stop may have gone on. */
    private boolean running;

    /** What the device can do beyond what the port needs, or null. */
    protected final TransferControl control;
    /** The format of the frames. */
    protected final WaveFormat format;
    /** Bytes of a frame. */
    protected final int frameBytes;
    /** The account of what the device passed. */
    protected final RunLog log = new RunLog();
    /** Frames that the device has passed since it started. */
    protected long position;
    /** Where on the device's own timeline position 0 lies. */
    protected long origin;

    /**
     * A pin in STOP.
     *
     * @param stream the miniport's stream
     */
    DevicePin(IUnknown stream, WaveFormat format) {
        control = stream.queryInterface(TransferControl.class).orElse(null);
        this.format = format;
        frameBytes = format.frameBytes();
        pace = new Pace(format);
        watch = new Watch(format);
    }

    /** Takes the miniport's stream one step. */
    abstract void step(StreamState next) throws AudioException;

    /** Reads where the device is. */
    abstract void look(long now);

    /** The device was halted, and has been looked at. */
    abstract void halted();

    /** How many frames the device may take at once, for whatever reason. */
    abstract long mostAtOnce();

    @Override
    public void halt(long now) throws AudioException {
        if (running && !hasStopped()) {
            watch.rested();
        }
        ladder.go(StreamState.PAUSE);
        watch.stopped();
        look(now);
        stands();
        halted();
    }

    /** The device goes on from where it stands. */
    final void run() throws AudioException {
        // It may run before it says so.
        running = true;
        try {
            ladder.go(StreamState.RUN);
        } catch (AudioException | RuntimeException | Error e) {
            running = false;
            throw e;
        }
    }

    /** The device is about to run, from position 0. */
    final void beginAnew(long now) {
        books.open();
        pace.started(now);
        watch.started(now, mostAtOnce());
        // A device that has no timeline of its own has ours: what it passed since it was opened.
        origin += passedBefore;
        passedBefore = 0;
        books.close();
    }

    /** A device that has a timeline of its own says where on it position 0 lies. */
    final void askOrigin() {
        if (control != null) {
            origin = control.originFrame();
        }
    }

    /** The device surely stands. */
    final void stands() {
        running = false;
    }

    /** The position is 0 again. */
    final void rewind() {
        passedBefore += position;
        position = 0;
    }

    @Override
    public WaveFormat deviceFormat() {
        return format;
    }

    @Override
    public boolean seal() {
        return books.seal();
    }

    @Override
    public boolean reclaim() {
        return books.tryToOpen();
    }

    @Override
    public RunLog log() {
        return log;
    }

    @Override
    public int substream() {
        return control == null ? 0 : control.substream();
    }

    @Override
    public boolean hasStopped() {
        return control != null && isRunning() && control.hasStopped();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public double speed() {
        return pace.speed();
    }

    @Override
    public long lastLook() {
        return pace.lastLook();
    }

    /** A thing that a close consists of. */
    interface Act {
        void run() throws AudioException;
    }

    /** Does one of the things that a close consists of; the others are done whatever comes of it. */
    static void letGo(String what, Act act) {
        try {
            act.run();
        } catch (AudioException | RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "a device failed to let go of " + what, e);
        }
    }
}
