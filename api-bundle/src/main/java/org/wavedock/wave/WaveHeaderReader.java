// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Walks the chunks of one WAV file up to its data. */
final class WaveHeaderReader {
    private static final long UNSIGNED_MAX = 0xFFFF_FFFFL;
    /** More chunks than any real file has before its audio; ends the reading of an endless stream of rubbish. */
    private static final int MAX_CHUNKS = 1000;

    private static final int DS64_BYTES = 24;

    private final InputStream in;
    private long offset;
    private boolean large;
    private long riffBytes;
    private long largeDataBytes = WaveFileHeader.UNKNOWN;
    private WaveFormat format;

    WaveHeaderReader(InputStream in) {
        this.in = in;
    }

    WaveFileHeader read() throws IOException {
        readRiff();
        for (var chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            var head = bytes(8, "the file ends before its data chunk");
            var id = text(head, 0);
            var size = head.getInt(4) & UNSIGNED_MAX;
            switch (id) {
                case "data" -> {
                    if (format == null) {
                        throw new IOException("the data chunk comes before the fmt chunk");
                    }
                    return new WaveFileHeader(format, offset, dataBytes(size));
                }
                case "fmt " -> readFormat(size);
                case "ds64" -> readLargeSizes(size);
                default -> skip(size + (size & 1));
            }
        }
        throw new IOException("more than " + MAX_CHUNKS + " chunks and no data chunk");
    }

    private void readRiff() throws IOException {
        var head = bytes(12, "not a RIFF/WAVE file: it is shorter than 12 bytes");
        var id = text(head, 0);
        if (id.equals("RIFX")) {
            throw new IOException("RIFX, the big-endian WAVE, is not supported");
        }
        large = id.equals("RF64") || id.equals("BW64");
        if (!text(head, 8).equals("WAVE") || !large && !id.equals("RIFF")) {
            throw new IOException("not a RIFF/WAVE file");
        }
        riffBytes = head.getInt(4) & UNSIGNED_MAX;
    }

    private void readLargeSizes(long size) throws IOException {
        if (size < DS64_BYTES) {
            throw new IOException("ds64 chunk of " + size + " bytes, expected " + DS64_BYTES + " or more");
        }
        largeDataBytes = bytes(DS64_BYTES, "the file ends in its ds64 chunk").getLong(8);
        if (largeDataBytes < 0) {
            throw new IOException("ds64 chunk with " + Long.toUnsignedString(largeDataBytes) + " bytes of data");
        }
        skip(size - DS64_BYTES + (size & 1));
    }

    private void readFormat(long size) throws IOException {
        if (format != null) {
            throw new IOException("two fmt chunks");
        }
        if (size < 16) {
            throw new IOException("fmt chunk of " + size + " bytes, expected 16 or more");
        }
        var known = (int) Math.min(size, WaveFormatChunk.BYTES);
        format = WaveFormatChunk.parse(bytes(known, "the file ends in its fmt chunk"));
        skip(size - known + (size & 1));
    }

    private long dataBytes(long size) throws IOException {
        if (large && size == UNSIGNED_MAX) {
            if (largeDataBytes == WaveFileHeader.UNKNOWN) {
                throw new IOException("RF64 without a ds64 chunk before its data");
            }
            return largeDataBytes;
        }
        var streamed = size == UNSIGNED_MAX || size == 0 && (riffBytes == 0 || riffBytes == UNSIGNED_MAX);
        return streamed ? WaveFileHeader.UNKNOWN : size;
    }

    private ByteBuffer bytes(int count, String ifMissing) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException(ifMissing);
        }
        offset += count;
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new IOException("the file ends in the middle of a chunk", e);
        }
        offset += count;
    }

    private static String text(ByteBuffer bytes, int index) {
        return new String(bytes.array(), index, 4, StandardCharsets.ISO_8859_1);
    }
}
