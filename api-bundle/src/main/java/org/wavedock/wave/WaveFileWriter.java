// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes a WAV file with a {@code WAVEFORMATEXTENSIBLE} header; one that outgrows 4 GiB becomes RF64 (EBU Tech 3306).
 *
 * <p>Not thread-safe; every method may block on the disk. Interrupting the thread inside a method closes the file, as it does
 * with every {@link FileChannel}. The file is locked as long as it is open.
 */
public final class WaveFileWriter implements Closeable {
    private static final long RIFF_LIMIT = 0xFFFF_FFFFL;

    private final FileChannel file;
    private final WaveFormat format;
    private final long riffLimit;
    private long frames;

    /**
     * Creates a file, or empties one that is there.
     *
     * @param path the file, not null; its directory must exist
     * @param format the format of what will be written, not null
     * @throws IOException if the file cannot be written or another writer has it open
     */
    public WaveFileWriter(Path path, WaveFormat format) throws IOException {
        this(path, format, RIFF_LIMIT);
    }

    /** With another size from which on the file is RF64, so that a test needs no 4 GiB. */
    WaveFileWriter(Path path, WaveFormat format, long riffLimit) throws IOException {
        this(Objects.requireNonNull(format, "format"), open(path), riffLimit, 0);
        try {
            file.truncate(0);
            flushHeader();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private WaveFileWriter(WaveFormat format, FileChannel file, long riffLimit, long frames) {
        this.file = file;
        this.format = format;
        this.riffLimit = riffLimit;
        this.frames = frames;
    }

    /**
     * Opens a file that a {@code WaveFileWriter} wrote, to go on at its end. One whose writer never came to close it is
     * mended first: every whole frame in it counts.
     *
     * @param path the file, not null
     * @param format the format of what will be written, not null
     * @return a writer that has the file's {@link #frames()} already
     * @throws IOException if the file has another format (the message names both), was written by another program, cannot be
     *     written, or another writer has it open; the file is as it was
     */
    public static WaveFileWriter append(Path path, WaveFormat format) throws IOException {
        return append(path, format, RIFF_LIMIT);
    }

    static WaveFileWriter append(Path path, WaveFormat format, long riffLimit) throws IOException {
        Objects.requireNonNull(format, "format");
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " is no file");
        }
        var file = open(path);
        try {
            var found = WaveFileHeader.read(new BufferedInputStream(Channels.newInputStream(file), 512));
            requireSame(file, found, format);
            var present = file.size() - WaveFileLayout.BYTES;
            var padded = found.dataBytes() + (found.dataBytes() & 1) == present;
            var frames = (padded ? found.dataBytes() : present) / format.frameBytes();
            return new WaveFileWriter(format, file, riffLimit, frames);
        } catch (IOException e) {
            file.close();
            throw new IOException("cannot continue " + path + ": " + e.getMessage(), e);
        }
    }

    private static void requireSame(FileChannel file, WaveFileHeader found, WaveFormat format) throws IOException {
        if (!found.format().equals(format)) {
            throw new IOException("it has " + found.format() + ", expected " + format);
        }
        if (found.dataOffset() != WaveFileLayout.BYTES || !WaveFileLayout.isOurs(file)) {
            throw new IOException("it was written by another program");
        }
    }

    private static FileChannel open(Path path) throws IOException {
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw new IOException(path + " is being written by another process");
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException(path + " is being written already", e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    /**
     * Appends frames. After an error the file ends with the last frames that were written whole.
     *
     * @param source the frames from position to limit; both are equal afterwards
     * @throws IllegalArgumentException if they are not a whole number of frames; nothing has been written
     * @throws IOException if the disk refuses
     */
    public void write(ByteBuffer source) throws IOException {
        var count = source.remaining();
        if (count % format.frameBytes() != 0) {
            throw new IllegalArgumentException(
                    count + " bytes, expected a multiple of the frame size " + format.frameBytes());
        }
        var at = end();
        while (source.hasRemaining()) {
            at += file.write(source, at);
        }
        frames += count / format.frameBytes();
    }

    /**
     * The frames in the file, with those that were there when it was opened by {@link #append(Path, WaveFormat)}.
     *
     * @return frames
     */
    public long frames() {
        return frames;
    }

    /**
     * The format of the file.
     *
     * @return the format, not null
     */
    public WaveFormat format() {
        return format;
    }

    /**
     * Brings the sizes in the file up to date, so that whoever reads it now finds all that has been written.
     *
     * @throws IOException if the disk refuses
     */
    public void flushHeader() throws IOException {
        if ((format.bytes(frames) & 1) == 1) {
            writeFully(ByteBuffer.allocate(1), end());
        }
        writeFully(WaveFileLayout.header(format, frames, riffLimit), 0);
    }

    /**
     * Completes the file and closes it. Harmless when repeated.
     *
     * @throws IOException if the disk refuses; the file is closed all the same
     */
    @Override
    public void close() throws IOException {
        if (file.isOpen()) {
            try (file) {
                file.truncate(end());
                flushHeader();
            }
        }
    }

    private long end() {
        return WaveFileLayout.BYTES + format.bytes(frames);
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        var at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }
}
