// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.wavedock.stream.Segment;
import org.wavedock.wave.WaveFileHeader;
import org.wavedock.wave.WaveFileWriter;

/** Puts the pieces that the devices played together again. */
final class TapJoiner {
    private static final int BLOCK_FRAMES = 4096;

    private TapJoiner() {}

    /** Writes the confirmed segments, one after the other, to a file. */
    static void join(Playback playback, Path folder, Path file) throws IOException {
        try (var writer = new WaveFileWriter(file, playback.format())) {
            for (var segment : playback.ledger().segments()) {
                var name = playback.taps().get(TapFolder.name(segment.device(), segment.substream()));
                if (segment.confirmed() && name != null) {
                    copy(segment, folder.resolve(name), writer);
                }
            }
        }
    }

    private static void copy(Segment segment, Path tap, WaveFileWriter writer) throws IOException {
        var format = writer.format();
        try (var file = new RandomAccessFile(tap.toFile(), "r")) {
            var header = WaveFileHeader.read(Channels.newInputStream(file.getChannel()));
            if (!header.format().equals(format)) {
                throw new IOException(tap + " is " + header.format() + ", expected " + format
                        + ": what was converted cannot be put together again");
            }
            file.seek(header.dataOffset() + format.bytes(segment.deviceFrame()));
            var block = new byte[BLOCK_FRAMES * format.frameBytes()];
            for (var left = format.bytes(segment.frames()); left > 0; ) {
                var count = (int) Math.min(block.length, left);
                file.readFully(block, 0, count);
                writer.write(ByteBuffer.wrap(block, 0, count));
                left -= count;
            }
        }
    }
}
