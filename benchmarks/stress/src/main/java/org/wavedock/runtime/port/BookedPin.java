// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.concurrent.ThreadLocalRandom;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** A pin with real books, and no device: it stands where it was aimed. */
public final class BookedPin implements Pin {
    /** What it plays. */
    public static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S16);

    /** The device has it for as long as control needs to make up its mind, more or less. */
    private static final int MOST_SPINS = 200;

    private static final RunLog LOG = new RunLog();

    private final Books books = new Books();
    private long frame;

    @Override
    public void prepare(TimeSource time) {
        // It is ready.
    }

    @Override
    public WaveFormat deviceFormat() {
        return FORMAT;
    }

    @Override
    public RunLog log() {
        return LOG;
    }

    @Override
    public int substream() {
        return 0;
    }

    @Override
    public boolean hasStopped() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    @Override
    public void aim(long streamFrame) {
        books.open();
        frame = streamFrame;
        books.close();
    }

    @Override
    public void start(long now) {
        // There is nothing to start.
    }

    @Override
    public void halt(long now) {
        // It stands.
    }

    @Override
    public void pass(long now) {
        fill();
    }

    @Override
    public void fill() {
        books.open();
        books.close();
        for (var left = ThreadLocalRandom.current().nextInt(MOST_SPINS); left > 0; left--) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void stopFeeding(long now) {
        // It is given nothing.
    }

    @Override
    public boolean drained() {
        return true;
    }

    @Override
    public boolean quiet() {
        return true;
    }

    @Override
    public long resumeFrame() {
        return frame;
    }

    @Override
    public long nextFrame() {
        return frame;
    }

    @Override
    public long wantedEnd() {
        return frame;
    }

    @Override
    public long settledAt(long now) {
        return now;
    }

    @Override
    public long nanosSinceEnd() {
        return 0;
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
    public long lost(long now) {
        return 0;
    }

    @Override
    public long haltStopped(long now) {
        return 0;
    }

    @Override
    public double speed() {
        return Double.NaN;
    }

    @Override
    public long lastLook() {
        return 0;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
