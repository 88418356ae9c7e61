// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles without which the program can do: those made for a newer Java, above all. */
public class ExtrasIT {
    private static final String FUTURE = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"";
    private static final int JAVA = Runtime.version().feature();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program with(Map<String, String> headers) throws Exception {
        var jar = temporary.newFolder().toPath().resolve("tomorrow.jar");
        Backends.build(jar, "tomorrow", "org.wavedock.example", headers);
        return with(jar);
    }

    private Program with(Path... extras) throws Exception {
        return new Program(
                Assembly.withExtras(temporary.newFolder().toPath(), extras),
                temporary.newFolder().toPath());
    }

    @Test
    public void oneForANewerJavaIsDoneWithoutAndThatIsSaidOnce() throws Exception {
        var program = with(Map.of("-noee", "true", "Require-Capability", FUTURE, "Bundle-Name", "Some day"));
        var line = "wavedock: tomorrow (Some day) needs Java 99 or newer, this is Java " + JAVA
                + "; going on without it\n";
        for (var command : new String[] {"devices", "devices --json", "record r.wav --seconds 0.1 --speed max"}) {
            var outcome = program.run(command.split(" "));
            assertThat(outcome.err()).isEqualTo(line);
            assertThat(outcome.exit()).isZero();
            assertThat(outcome.out()).doesNotContain("tomorrow");
        }
        var shell = program.start();
        assertThat(shell.end().err()).contains(line);
    }

    @Test
    public void oneThatLacksSomethingElseIsDoneWithoutToo() throws Exception {
        var program = with(Map.of("Require-Capability", "coffee"));
        var outcome = program.run("devices");
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err())
                .startsWith("wavedock: tomorrow cannot be started: ")
                .contains("coffee");
        assertThat(outcome.exit()).isZero();
        assertThat(program.run("doctor").out()).contains("problem: tomorrow cannot be started: ");
    }

    @Test
    public void oneThatRunsIsPartOfThePlatform() throws Exception {
        assertThat(with(Map.of()).run("devices").isSuccess().out()).contains("example");
    }

    @Test
    public void whatWasBuiltRunsOrSaysOnceWhyNot() {
        var program = Program.in(temporary.getRoot().toPath());
        assumeTrue("a JDK 22 built it", Files.exists(program.assembly().resolve("extras")));
        var outcome = program.run("devices").isSuccess();
        assertThat(outcome.tooOld()).isEqualTo(JAVA < 22 ? 1 : 0);
        if (JAVA < 22) {
            program.run("record", "r.wav", "--seconds", "1", "--from", "alsa:default")
                    .isRefused(1, "alsa:default cannot be used", "needs Java 22 or newer, this is Java 17");
            var doctor = program.run("doctor");
            assertThat(doctor.out())
                    .contains("problem: alsa-backend-bundle", "needs Java 22 or newer, this is Java 17");
            assertThat(doctor.exit()).isEqualTo(1);
            assertThat(program.run("doctor", "sim0").isSuccess().out()).contains("ok: device sim0");
        }
    }

    @Test
    public void anAssemblyWithoutAlsaSaysSoWhenAsked() throws Exception {
        var program = with();
        program.run("devices").isSuccess();
        program.run("record", "r.wav", "--seconds", "1", "--from", "alsa:default")
                .isRefused(1, "alsa:default cannot be used", "built without the ALSA backend", "JDK 22 or newer");
        var doctor = program.run("doctor");
        assertThat(doctor.out()).contains("problem: this program was built without the ALSA backend");
        assertThat(doctor.exit()).isEqualTo(1);
    }
}
