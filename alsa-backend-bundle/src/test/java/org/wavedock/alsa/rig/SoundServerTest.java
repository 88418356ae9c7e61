// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sound server, judged by programs that are not ours. */
class SoundServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int FRAMES = 24_000;

    @TempDir
    static Path folder;

    private static SoundServer server;

    @BeforeAll
    static void start() {
        Tools.need(Tool.APLAY);
        server = SoundServer.start(folder);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void itsMonitorReturnsWhatWasPlayed() throws IOException {
        try (Recording recording = server.record(folder.resolve("exact.raw"))) {
            assertThat(play().run(LIMIT)).isEqualTo(new Command.Outcome(0, ""));
            recording.awaitMore(4096);

            Received received = recording.received(FRAMES);
            assertThat(received.exactly(FRAMES)).as("%s", received).isTrue();
        }
    }

    @Test
    void aJvmReachesItWithoutEnvironment() throws Throwable {
        assertThat(System.getenv()).doesNotContainKey("PIPEWIRE_REMOTE");

        assertThat(OpenInProcess.open(server.configuration("server"), "server")).isZero();
    }

    @Test
    void aForkedJvmReachesItToo() throws IOException {
        Path configuration = Files.writeString(folder.resolve("fork.conf"), server.configuration("server"));

        Command.Outcome fork = Command.java(OpenInProcess.class, configuration.toString(), "server")
                .run(LIMIT);

        assertThat(fork).isEqualTo(new Command.Outcome(0, "0\n"));
    }

    @Test
    void itCanDieAndComeBack() throws IOException {
        server.kill();
        assertThat(play().run(LIMIT).output()).contains("audio open error");

        server.restart();

        try (Recording recording = server.record(folder.resolve("again.raw"))) {
            assertThat(play().run(LIMIT).code()).isZero();
            recording.awaitMore(4096);
            Received received = recording.received(FRAMES);
            assertThat(received.exactly(FRAMES)).as("%s", received).isTrue();
        }
    }

    @Test
    void itCanFreezeAndThaw() throws IOException {
        try (Recording recording = server.record(folder.resolve("frozen.raw"))) {
            server.freeze();
            Process player = play().start(folder.resolve("aplay.txt"));
            long then = recording.frames();
            await().pollDelay(Duration.ofMillis(700)).atMost(LIMIT).until(player::isAlive);
            assertThat(recording.frames() - then).isLessThan(8192);

            server.thaw();

            assertThat(player.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue())
                    .isZero();
        }
    }

    private static Command play() throws IOException {
        Path source = Files.write(folder.resolve("in.raw"), Pattern.stereo(0, FRAMES));
        return Command.of("aplay", "-q", "-M", "-D", "server", "-t", "raw", "-f", "cd", "-r", 48000, source)
                .alsa(folder.resolve("alsa.conf"), server.configuration("server"));
    }
}
