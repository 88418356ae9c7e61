// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The script itself, on whatever JDK it finds. */
public class ScriptIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;
    private String script;

    @Before
    public void enter() {
        program = Program.in(temporary.getRoot().toPath());
        script = Program.sources().resolve("wavedock").toString();
    }

    @Test
    public void itRunsFromAnyFolderAndThroughALink() throws IOException {
        var link = Files.createSymbolicLink(program.file("a link"), Path.of(script));
        assertThat(program.shell(link.toString(), "devices").isSuccess().out()).contains("sim0", "sim1");
    }

    @Test
    public void filesAreFoundWhereItIsCalledAndVerified() {
        var sound = Sound.any(2);
        program.write("my music.wav", sound.wav());
        program.shell(
                        script,
                        "play",
                        "my music.wav",
                        "--swap",
                        "sim1@1",
                        "--tap",
                        "the taps",
                        "--report",
                        "r.json",
                        "--speed",
                        "max")
                .isSuccess();
        Rendition.read(program, "the taps", "r.json").isExactly(sound);
        assertThat(program.shell(script, "verify-taps", "my music.wav", "the taps", "r.json")
                        .isSuccess()
                        .out())
                .contains("0 lost, 0 repeated");
    }

    @Test
    public void itPassesOnHowTheProgramEnded() {
        program.shell(script, "play", "none.wav").isRefused(1, "none.wav");
        program.shell(script, "play").isRefused(2, "FILE");
        assertThat(program.shell(script, "verify-taps").exit()).isEqualTo(2);
    }

    @Test
    public void itSimulates() {
        assertThat(program.shell(script, "simulate", "--seeds", "3").isSuccess().out())
                .contains("3 seeds from 1, all hold");
        assertThat(program.shell(script, "simulate", "--seeds", "none").exit()).isEqualTo(2);
    }

    @Test
    public void withoutATerminalItShowsNoProgress() {
        program.write("in.wav", Sound.any(1).wav());
        assertThat(program.shell(script, "play", "in.wav").isSuccess().out()).doesNotContain("elapsed", "\u001b");
    }

    @Test
    public void onATerminalItShowsProgress() {
        assumeTrue("script(1) makes the terminal", Files.isExecutable(Path.of("/usr/bin/script")));
        program.write("in.wav", Sound.any(2).wav());
        var outcome = program.shell("script", "-qec", script + " play in.wav", "typescript");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).containsPattern("playing on sim0: 0:0\\d elapsed, 0:0\\d remaining, \\d+ %");
    }
}
