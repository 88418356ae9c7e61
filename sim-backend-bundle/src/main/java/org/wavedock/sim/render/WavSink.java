// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFileHeader;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

/**
 * Records one substream in one WAV file, through the card's {@link WavScribe}.
 *
 * <p>The hot path fills chunks and hands them over; the scribe's thread writes them, and makes new ones when it falls behind,
 * up to 64 MiB. Only if no chunk is ready the hot path waits for it; with a virtual clock, which outruns every disk, it will.
 */
public final class WavSink implements Sink {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MAX_CHUNKS = 1024;
    private static final int READY_CHUNKS = 32;
    private static final long LOOK_AGAIN_NANOS = 50_000;
    private static final long HEADER_EVERY_NANOS = 1_000_000_000;

    private final Path path;
    private final boolean append;
    private final WavScribe scribe;
    private volatile boolean accepting;
    private volatile String failure;
    private final AtomicLong waits = new AtomicLong();

    /** Control path: what the file is. */
    private WaveFormat format;

    private long framesBefore;

    /** Filling thread. */
    private Chunk tail;

    private ChunkPool pool;

    /** Scribe's thread, after {@link #open} has handed it over. */
    private WaveFileWriter file;

    private Chunk head;
    private ByteBuffer view;
    private long flushedFrames;
    private long flushedAt;

    /**
     * A recording that begins when the first channel is opened.
     *
     * @param append whether to continue a file that is there, instead of replacing it
     */
    public WavSink(Path path, boolean append, WavScribe scribe) {
        this.path = path;
        this.append = append;
        this.scribe = scribe;
    }

    @Override
    public long open(WaveFormat wanted) throws AudioException {
        if (failure != null) {
            throw new AudioException(Reason.UNSUCCESSFUL, failure);
        }
        if (format == null) {
            return create(wanted);
        }
        requireFormat(format, wanted);
        return framesBefore;
    }

    private long create(WaveFormat wanted) throws AudioException {
        try {
            file = openFile(wanted);
        } catch (IOException e) {
            throw new AudioException(
                    Reason.UNSUCCESSFUL, "cannot record to " + path.toAbsolutePath() + ": " + message(e), e);
        }
        format = wanted;
        pool = new ChunkPool(CHUNK_BYTES / wanted.frameBytes() * wanted.frameBytes(), MAX_CHUNKS, READY_CHUNKS);
        pool.stock();
        tail = pool.take();
        head = tail;
        view = head.view();
        flushedFrames = file.frames();
        flushedAt = System.nanoTime();
        accepting = true;
        scribe.add(this);
        framesBefore = flushedFrames;
        return framesBefore;
    }

    private WaveFileWriter openFile(WaveFormat wanted) throws IOException, AudioException {
        if (!append || !Files.exists(path) || Files.size(path) == 0) {
            return new WaveFileWriter(path, wanted);
        }
        try (var in = new BufferedInputStream(Files.newInputStream(path), 512)) {
            requireFormat(WaveFileHeader.read(in).format(), wanted);
        }
        return WaveFileWriter.append(path, wanted);
    }

    private void requireFormat(WaveFormat recorded, WaveFormat wanted) throws AudioException {
        if (!recorded.equals(wanted)) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    path.toAbsolutePath() + " is a recording of " + recorded + ", it cannot take " + wanted);
        }
    }

    /** What a file system says by the exception's class only is put into words. */
    private static String message(IOException e) {
        return e instanceof NoSuchFileException
                ? "its directory does not exist"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    @Override
    public void write(ByteBuffer source, int offset, int byteCount) {
        var done = 0;
        while (done < byteCount && accepting) {
            var count = tail.append(source, offset + done, byteCount - done);
            if (count == 0) {
                nextChunk();
            }
            done += count;
        }
    }

    private void nextChunk() {
        var chunk = pool.take();
        if (chunk == null) {
            chunk = waitForChunk();
        }
        if (chunk != null) {
            tail.link(chunk);
            tail = chunk;
            if (pool.isLow()) {
                scribe.wake();
            }
        }
    }

    private Chunk waitForChunk() {
        Chunk chunk = null;
        while (chunk == null && accepting) {
            waits.incrementAndGet();
            scribe.wake();
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            chunk = pool.take();
        }
        return chunk;
    }

    /** How often the hot path looked in vain for a chunk; 0 unless time runs faster than the disk. */
    public long waits() {
        return waits.get();
    }

    /** Scribe's thread: writes what is there. */
    boolean drain() throws IOException {
        var worked = false;
        for (var more = true; more; ) {
            pool.stock();
            var next = head.next();
            var filled = head.filled();
            if (view.position() < filled) {
                file.write(view.limit(filled));
                worked = true;
            }
            more = next != null;
            if (more) {
                pool.giveBack(head);
                head = next;
                view = head.view();
            }
        }
        flush();
        return worked;
    }

    /** A reader of the file, or whoever is left with it after a crash, misses a second at most. */
    private void flush() throws IOException {
        var now = System.nanoTime();
        if (file.frames() != flushedFrames && now - flushedAt >= HEADER_EVERY_NANOS) {
            file.flushHeader();
            flushedFrames = file.frames();
            flushedAt = now;
        }
    }

    /** Scribe's thread: the file is complete. */
    void finish() throws IOException {
        try {
            if (failure == null) {
                drain();
            }
        } finally {
            file.close();
        }
    }

    /** Scribe's thread: no more recording. */
    void fail(String message) {
        failure = message;
        accepting = false;
    }

    boolean failed() {
        return failure != null;
    }

    Path path() {
        return path;
    }

    /** Stops taking frames; the scribe finishes the file. */
    @Override
    public void close() {
        accepting = false;
    }
}
