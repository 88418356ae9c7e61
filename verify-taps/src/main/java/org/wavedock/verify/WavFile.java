// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A WAV file (RIFF or RF64) with uncompressed samples, read frame by frame from any place. */
final class WavFile implements Closeable {
    private static final long UNSIGNED_MAX = 0xFFFF_FFFFL;
    private static final int TAG_FLOAT = 3;
    private static final int TAG_EXTENSIBLE = 0xFFFE;

    /** What must be the same in two files whose bytes are compared. */
    record Format(int sampleRate, int channels, int sampleBytes, boolean floatingPoint) {
        int frameBytes() {
            return channels * sampleBytes;
        }

        /** The byte that silence is made of: 8-bit samples are unsigned. */
        byte silence() {
            return sampleBytes == 1 ? (byte) 0x80 : 0;
        }
    }

    private final Path path;
    private final FileChannel channel;
    private Format format;
    private long largeDataBytes = -1;
    private long dataAt;
    private long claimedFrames;
    private long frames;

    private WavFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static WavFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("no such file: " + path);
        }
        var file = new WavFile(path, FileChannel.open(path, StandardOpenOption.READ));
        try {
            file.readHeader();
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    Format format() {
        return format;
    }

    /** Whole frames that are really there. */
    long frames() {
        return frames;
    }

    /** Frames that the header promises; more than {@link #frames()} in a truncated file. */
    long claimedFrames() {
        return claimedFrames;
    }

    /** Fills a buffer with the frames from one on. */
    void read(long frame, ByteBuffer target) throws IOException {
        var at = dataAt + frame * format.frameBytes();
        while (target.hasRemaining()) {
            var count = channel.read(target, at);
            if (count < 0) {
                throw broken("ends while it is being read");
            }
            at += count;
        }
        target.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readHeader() throws IOException {
        var riff = bytes(0, 12);
        var id = text(riff, 0);
        if (!(id.equals("RIFF") || id.equals("RF64") || id.equals("BW64"))
                || !text(riff, 8).equals("WAVE")) {
            throw broken("is not a WAV file; verify-taps reads no other");
        }
        var at = 12L;
        while (true) {
            var head = bytes(at, 8);
            var size = head.getInt(4) & UNSIGNED_MAX;
            at += 8;
            switch (text(head, 0)) {
                case "ds64" -> largeDataBytes = bytes(at, 24).getLong(8);
                case "fmt " -> readFormat(bytes(at, (int) Math.min(size, 40)));
                case "data" -> {
                    readData(at, size);
                    return;
                }
                default -> {
                    // some other chunk
                }
            }
            at += size + (size & 1);
        }
    }

    private void readFormat(ByteBuffer chunk) throws IOException {
        if (chunk.limit() < 16) {
            throw broken("has a fmt chunk of " + chunk.limit() + " bytes");
        }
        var tag = Short.toUnsignedInt(chunk.getShort(0));
        if (tag == TAG_EXTENSIBLE && chunk.limit() == 40) {
            tag = Short.toUnsignedInt(chunk.getShort(24));
        }
        var channels = Short.toUnsignedInt(chunk.getShort(2));
        var frameBytes = Short.toUnsignedInt(chunk.getShort(12));
        if (tag != 1 && tag != TAG_FLOAT || channels == 0 || frameBytes == 0 || frameBytes % channels != 0) {
            throw broken("has format tag " + tag + ", " + channels + " channels and frames of " + frameBytes
                    + " bytes, expected PCM or float");
        }
        format = new Format(chunk.getInt(4), channels, frameBytes / channels, tag == TAG_FLOAT);
    }

    private void readData(long at, long size) throws IOException {
        if (format == null) {
            throw broken("has no fmt chunk before its data");
        }
        dataAt = at;
        var present = channel.size() - at;
        var claimed = size;
        if (size == UNSIGNED_MAX) {
            claimed = largeDataBytes >= 0 ? largeDataBytes : present;
        }
        claimedFrames = claimed / format.frameBytes();
        frames = Math.min(claimed, present) / format.frameBytes();
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw broken("ends in its header");
            }
        }
        return bytes.flip();
    }

    private static String text(ByteBuffer bytes, int index) {
        return new String(bytes.array(), index, 4, StandardCharsets.ISO_8859_1);
    }

    private IOException broken(String how) {
        return new IOException(path + " " + how);
    }
}
