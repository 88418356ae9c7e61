// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The header of every file that {@link WaveFileWriter} writes: always the same chunks in the same places.
 *
 * <p>{@code RIFF}, then {@code JUNK} (room for the {@code ds64} of an RF64 file), {@code fmt }, {@code fact}, {@code data}.
 */
final class WaveFileLayout {
    /** Where the audio begins. */
    static final int BYTES = 12 + 8 + 28 + 8 + WaveFormatChunk.BYTES + 12 + 8;

    private static final int DS64_AT = 12;
    private static final int DS64_BYTES = 28;
    private static final int FORMAT_AT = DS64_AT + 8 + DS64_BYTES;
    private static final int FACT_AT = FORMAT_AT + 8 + WaveFormatChunk.BYTES;
    private static final int IN_DS64 = -1;

    private WaveFileLayout() {}

    /** The header of a file of so many frames; RF64 if what follows the RIFF size exceeds {@code riffLimit} bytes. */
    static ByteBuffer header(WaveFormat format, long frames, long riffLimit) {
        var data = format.bytes(frames);
        var riff = BYTES - 8 + data + (data & 1);
        var large = riff > riffLimit;
        var bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        id(bytes, large ? "RF64" : "RIFF").putInt(large ? IN_DS64 : (int) riff);
        id(bytes, "WAVE");
        id(bytes, large ? "ds64" : "JUNK").putInt(DS64_BYTES);
        bytes.putLong(large ? riff : 0)
                .putLong(large ? data : 0)
                .putLong(large ? frames : 0)
                .putInt(0);
        id(bytes, "fmt ").putInt(WaveFormatChunk.BYTES).put(WaveFormatChunk.of(format));
        id(bytes, "fact").putInt(4).putInt(large ? IN_DS64 : (int) frames);
        id(bytes, "data").putInt(large ? IN_DS64 : (int) data);
        return bytes.flip();
    }

    /** Whether the chunks are those of {@link #header}; the file must be at least that long. */
    static boolean isOurs(SeekableByteChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(BYTES);
        file.position(0);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // until all of it is there
        }
        var reserve = text(bytes, DS64_AT);
        return (reserve.equals("JUNK") || reserve.equals("ds64"))
                && text(bytes, FORMAT_AT).equals("fmt ")
                && text(bytes, FACT_AT).equals("fact");
    }

    private static ByteBuffer id(ByteBuffer bytes, String id) {
        return bytes.put(id.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(ByteBuffer bytes, int index) {
        return new String(bytes.array(), index, 4, StandardCharsets.ISO_8859_1);
    }
}
