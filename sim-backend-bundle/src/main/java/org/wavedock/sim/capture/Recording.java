// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavedock.wave.WaveFileHeader;
import org.wavedock.wave.WaveFormat;

/**
 * A WAV file in memory, to be captured by many channels.
 *
 * @param format its format
 * @param audio its frames, whole; not to be changed
 */
public record Recording(WaveFormat format, ByteBuffer audio) {
    private static final long LIMIT = 1L << 30;

    /**
     * Reads a file whole.
     *
     * @throws IOException if it cannot be read, is no WAV file that Wavedock can carry, or is larger than 1 GiB
     */
    public static Recording read(Path path) throws IOException {
        if (Files.size(path) > LIMIT) {
            throw new IOException("it has " + Files.size(path) + " bytes, expected " + LIMIT + " at most");
        }
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            var header = WaveFileHeader.read(in);
            var claimed = header.dataBytes() == WaveFileHeader.UNKNOWN ? LIMIT : Math.min(LIMIT, header.dataBytes());
            var bytes = in.readNBytes((int) claimed);
            if (header.dataBytes() > bytes.length) {
                throw new EOFException(
                        "it ends after " + bytes.length + " of " + header.dataBytes() + " bytes of audio");
            }
            var whole = bytes.length - bytes.length % header.format().frameBytes();
            return new Recording(
                    header.format(), ByteBuffer.wrap(bytes, 0, whole).slice().asReadOnlyBuffer());
        }
    }

    /** The frames. */
    public int frames() {
        return audio.capacity() / format.frameBytes();
    }
}
