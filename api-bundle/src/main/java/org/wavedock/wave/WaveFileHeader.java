// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * What stands before the audio of a WAV file: RIFF, RF64 or BW64 with PCM of 8, 16, 24 or 32 bits or 32-bit float.
 *
 * @param format the audio's format, not null
 * @param dataOffset where the first byte of audio lies, bytes from the start of the file
 * @param dataBytes the audio's length as the file says it, or {@link #UNKNOWN}; the file may be shorter
 */
public record WaveFileHeader(WaveFormat format, long dataOffset, long dataBytes) {
    /** The length of a file whose writer could not know it, such as one written to a pipe: read to the end. */
    public static final long UNKNOWN = -1L;

    /**
     * Checks the values.
     *
     * @param format as above
     * @param dataOffset as above
     * @param dataBytes as above
     * @throws IllegalArgumentException if the offset is negative or the length is and not {@link #UNKNOWN}
     */
    public WaveFileHeader {
        Objects.requireNonNull(format, "format");
        if (dataOffset < 0 || dataBytes < UNKNOWN) {
            throw new IllegalArgumentException(
                    "data at " + dataOffset + " of " + dataBytes + " bytes, expected 0 or more");
        }
    }

    /**
     * Reads up to the first byte of audio and no further; skips chunks it does not know. Blocks as the stream does. Never
     * allocates more than a few hundred bytes, whatever the file claims.
     *
     * @param in the file from its first byte on; should be buffered; stays open
     * @return the header
     * @throws IOException if this is no WAV file or one that Wavedock cannot carry (the message says what is wrong with it), or
     *     if reading fails
     */
    public static WaveFileHeader read(InputStream in) throws IOException {
        return new WaveHeaderReader(in).read();
    }
}
