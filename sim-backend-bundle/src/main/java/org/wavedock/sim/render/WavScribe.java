// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The one thread of a card that writes its WAV files; it exists from the first file on until {@link #close()}. */
public final class WavScribe implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WavScribe.class.getName());
    private static final long LOOK_EVERY_NANOS = 20_000_000;
    private static final long JOIN_MILLIS = 10_000;

    private final String cardName;
    private final Consumer<String> onFailure;
    private volatile WavSink[] sinks = {};
    private volatile boolean closing;
    private volatile Thread thread;
    private boolean waitReported;

    /**
     * A scribe without a thread yet.
     *
     * @param onFailure is told, on the scribe's thread, when a file can no longer be written
     */
    public WavScribe(String cardName, Consumer<String> onFailure) {
        this.cardName = cardName;
        this.onFailure = onFailure;
    }

    /** Takes a new file to its care. */
    synchronized void add(WavSink sink) {
        var more = Arrays.copyOf(sinks, sinks.length + 1);
        more[sinks.length] = sink;
        sinks = more;
        if (thread == null) {
            thread = new Thread(this::work, "wavedock-sim-writer-" + cardName);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Hot path: there is much to do. */
    void wake() {
        LockSupport.unpark(thread);
    }

    private void work() {
        while (!closing) {
            var worked = false;
            for (var sink : sinks) {
                worked |= drain(sink);
            }
            if (!worked && !closing && !Thread.interrupted()) {
                LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            }
        }
        for (var sink : sinks) {
            finish(sink);
        }
    }

    private boolean drain(WavSink sink) {
        if (sink.failed()) {
            return false;
        }
        try {
            var worked = sink.drain();
            reportWait(sink);
            return worked;
        } catch (IOException e) {
            fail(sink, e);
            return false;
        }
    }

    private void reportWait(WavSink sink) {
        if (!waitReported && sink.waits() > 0) {
            waitReported = true;
            LOG.log(
                    Level.DEBUG,
                    "card {0} plays faster than {1} can be written and waits for it",
                    cardName,
                    sink.path());
        }
    }

    private void finish(WavSink sink) {
        try {
            sink.finish();
        } catch (IOException e) {
            if (!sink.failed()) {
                fail(sink, e);
            }
        }
    }

    private void fail(WavSink sink, IOException e) {
        var message = "card " + cardName + " cannot write " + sink.path() + ": " + e;
        sink.fail(message);
        LOG.log(Level.ERROR, message, e);
        onFailure.accept(message);
    }

    /** Completes all files and ends the thread. Blocks until both have happened, ten seconds at most. */
    @Override
    public void close() {
        closing = true;
        var running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            join(running);
        }
    }

    private void join(Thread running) {
        var interrupted = false;
        var end = System.nanoTime() + JOIN_MILLIS * 1_000_000;
        for (var left = JOIN_MILLIS; left > 0 && running.isAlive(); left = (end - System.nanoTime()) / 1_000_000) {
            try {
                running.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (running.isAlive()) {
            LOG.log(Level.ERROR, "card {0}: the disk does not answer, its files may be incomplete", cardName);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
