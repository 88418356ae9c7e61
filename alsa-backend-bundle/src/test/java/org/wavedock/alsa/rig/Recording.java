// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The monitor of a {@link SoundServer} on its way into a file, by a program that has nothing to do with ALSA. */
public final class Recording implements AutoCloseable {
    private static final int FRAME = 4;

    private final Process recorder;
    private final Path file;

    private Recording(Process recorder, Path file) {
        this.recorder = recorder;
        this.file = file;
    }

    static Recording of(SoundServer server, Path file) {
        Tools.need(Tool.PW_RECORD);
        Command command = Command.of(
                        "sh",
                        "-c",
                        "exec pw-record -R \"$1\" -P '{ stream.capture.sink = true }' --target \"$2\" --latency 1024"
                                + " --rate 48000 --channels 2 --format s16 - > \"$3\"",
                        "sh",
                        server.socket(),
                        SoundServer.SINK,
                        file)
                .urgent()
                .env(server.environment());
        Recording recording = new Recording(command.start(server.log()), file);
        recording.awaitFrames(1, Duration.ofSeconds(10));
        return recording;
    }

    /** Frames that are in the file now. */
    public long frames() {
        try {
            return Files.exists(file) ? Files.size(file) / FRAME : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitFrames(long frames, Duration limit) {
        await("recording").atMost(limit).until(() -> frames() >= frames);
    }

    /** Waits until so many more frames have come, so that what was played before is among them. */
    public void awaitMore(long frames) {
        awaitFrames(frames() + frames, Duration.ofSeconds(10));
    }

    /** What came so far; the pattern that was played had so many frames. */
    public Received received(int played) {
        try {
            return Received.of(Files.readAllBytes(file), played);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Command.kill(recorder);
    }
}
