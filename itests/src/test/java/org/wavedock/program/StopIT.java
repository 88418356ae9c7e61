// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Ctrl-C, which the program survives long enough to leave everything tidy. */
public class StopIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    /** More than a header. */
    private static final long SOME_AUDIO = 40_000;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;

    @Before
    public void enter() {
        program = Program.in(temporary.getRoot().toPath());
    }

    @Test
    public void playingEndsTidilyInMidStream() {
        stopsPlaying("INT", INTERRUPTED, "realtime", Sound.any(60));
    }

    @Test
    public void playingOnTheFastClockEndsTidilyInMidStream() {
        stopsPlaying("INT", INTERRUPTED, "max", Sound.any(600));
    }

    @Test
    public void terminationEndsPlayingTidilyToo() {
        stopsPlaying("TERM", TERMINATED, "realtime", Sound.any(60));
    }

    private void stopsPlaying(String signal, int exit, String speed, Sound sound) {
        program.write("in.wav", sound.wav());
        var running = program.startInterruptible("play in.wav --swap sim1@0.2 --tap out --report r.json --speed "
                .concat(speed)
                .split(" "));
        await().atMost(LIMIT).until(() -> size(program.file("out/sim1.wav")) > SOME_AUDIO);
        running.signal(signal);
        assertThat(stopped(running, exit).err()).isEqualTo("wavedock: stopped\n");
        var rendition = Rendition.read(program, "out", "r.json");
        assertThat(rendition.devices()).containsExactly("sim0", "sim1");
        var heard = rendition.joined(sound);
        assertThat(heard.length).isBetween((int) SOME_AUDIO, sound.data().length - 1);
        assertThat(Arrays.mismatch(heard, sound.data()))
                .as("all that was heard")
                .isEqualTo(heard.length);
        assertThat(rendition.count("framesRepeated")).isZero();
        assertThat(rendition.count("framesRendered") + rendition.count("framesLost"))
                .isEqualTo(rendition.count("framesSubmitted"));
        assertThat(files()).containsExactlyInAnyOrder("in.wav", "out", "r.json");
    }

    @Test
    public void recordingEndsTidilyWithWhatThereIs() {
        var running = program.startInterruptible("record", "rec.wav", "--seconds", "60");
        await().atMost(LIMIT).until(() -> files().stream().anyMatch(name -> size(program.file(name)) > SOME_AUDIO));
        running.signal("INT");
        stopped(running, INTERRUPTED);
        assertThat(files()).containsExactly("rec.wav");
        assertThat(WavFile.read(program.file("rec.wav")).data().length)
                .isBetween((int) SOME_AUDIO, 60 * 48_000 * 4 - 1);
    }

    @Test
    public void waitingForStandardInputEnds() {
        var running = program.startInterruptible("play - --tap out --report r.json".split(" "));
        // It reads, so more than a pipe holds goes in.
        var sound = Sound.any(5);
        running.send(Arrays.copyOf(sound.wav(), 400_000));
        await().atMost(LIMIT).until(() -> size(program.file("out/sim0.wav")) > SOME_AUDIO);
        running.signal("INT");
        stopped(running, INTERRUPTED);
        var heard = Rendition.read(program, "out", "r.json").joined(sound);
        assertThat(Arrays.mismatch(heard, sound.data())).isEqualTo(heard.length);
    }

    @Test
    public void theShellEnds() {
        var running = program.startInterruptible();
        await().atMost(LIMIT).until(() -> running.out().contains("g!"));
        running.signal("TERM");
        stopped(running, TERMINATED);
        assertThat(files()).containsExactly("deploy");
    }

    private static Program.Outcome stopped(Program.Running running, int exit) {
        var outcome = running.await(SOON);
        assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
        return outcome;
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            // It went between the two.
            return 0;
        }
    }

    private List<String> files() {
        try (var files = Files.list(program.folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
