// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The running platform, told what to do through a pipe. */
public class ShellIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;
    private Program.Running shell;
    private int answers;
    private int ready;

    @Before
    public void start() {
        program = Program.in(temporary.getRoot().toPath());
        shell = program.start();
        await().atMost(LIMIT).until(() -> shell.out().contains("g!"));
        await().atMost(LIMIT).until(() -> answer("wave:devices").contains("sim1"));
        // Before, it may have said that it does not know the command yet.
        ready = shell.out().length();
    }

    @After
    public void end() {
        if (shell.isAlive()) {
            shell.end();
        }
    }

    /** What is printed between a command and a mark after it. */
    private String answer(String command) {
        var mark = "mark" + answers++;
        var before = shell.out().length();
        shell.type(command);
        shell.type("echo " + mark);
        await().atMost(LIMIT).until(() -> shell.out().indexOf(mark, before) >= 0);
        return shell.out().substring(before);
    }

    private void awaitAnswer(String command, String text) {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> answer(command).contains(text));
    }

    private void endsWell(Program.Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.err() + outcome.out().substring(ready)).doesNotContain("Exception", "\tat ");
    }

    @Test
    public void itShowsDevicesAndEndsWithItsInput() {
        assertThat(answer("wave:devices")).contains("sim0", "sim1", "sim-backend-bundle");
        assertThat(answer("wave:streams")).contains("no streams");
        endsWell(shell.end());
    }

    @Test
    public void itEndsWhenToldTo() {
        shell.type("exit");
        endsWell(shell.await(Duration.ofSeconds(20)));
    }

    @Test
    public void aBackendThatIsDroppedIntoTheFolderIsADeviceUntilItIsRemoved() throws Exception {
        assertThat(answer("wave:devices")).doesNotContain("example");
        // Complete from its first moment on.
        var temporaryName = program.file("example.tmp");
        Backends.build(temporaryName, "example-backend", "org.wavedock.example", Map.of());
        var dropped = program.file("deploy/example-backend.jar");
        Files.move(temporaryName, dropped, StandardCopyOption.ATOMIC_MOVE);
        awaitAnswer("wave:devices", "example");
        assertThat(answer("wave:devices")).contains("sim0", "sim1", "example-backend");
        assertThat(answer("wave:play " + music(1) + " example")).contains("playing as stream");
        awaitAnswer("wave:streams", "no streams");
        Files.delete(dropped);
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .until(() -> !answer("wave:devices").contains("example"));
        endsWell(shell.end());
    }

    @Test
    public void itSaysWhyADeviceIsNotThere() {
        assertThat(answer("wave:doctor")).contains("ok: Java ", "ok: devices: sim0, sim1");
        assertThat(answer("wave:doctor sim1")).contains("ok: device sim1 is there");
        assertThat(answer("wave:doctor sim9 alsa:sim8")).contains("\"sim9\", there are sim0, sim1", "\"alsa:sim8\"");
        endsWell(shell.end());
    }

    @Test
    public void aStreamMovesAsItIsTold() {
        var name = answer("wave:play " + music(60)).replaceAll("(?s).*playing as stream (\\S+).*", "$1");
        awaitAnswer("wave:streams", "sim0");
        assertThat(answer("wave:swap " + name + " sim1")).contains("sim1").doesNotContain("error");
        assertThat(row(name)).contains("sim1");
        assertThat(answer("wave:stop sim1")).contains("stopped the backend of sim1");
        assertThat(answer("wave:devices")).doesNotContain("sim1  ");
        await().atMost(LIMIT).pollInterval(POLL).until(() -> row(name).contains("sim0"));
        assertThat(answer("wave:start sim1")).contains("started the backend of sim1");
        assertThat(answer("wave:devices")).contains("sim1");
        assertThat(answer("wave:stop " + name)).contains("stopped stream " + name);
        assertThat(answer("wave:streams")).contains("no streams");
        endsWell(shell.end());
    }

    @Test
    public void whatIsPreferredIsRememberedUntilItIsForgotten() {
        assertThat(answer("wave:preferences")).contains("no preferences");
        assertThat(answer("wave:prefer sim1")).contains("render     sim1      sim1");
        answer("wave:play " + music(60));
        awaitAnswer("wave:streams", "follow  sim1");
        answer("wave:prefer sim0 capture");
        endsWell(shell.end());
        start();
        awaitAnswer("wave:preferences", "render     sim1      sim1");
        assertThat(answer("wave:preferences")).contains("capture    sim0      sim0");
        answer("wave:play " + music(60));
        awaitAnswer("wave:streams", "follow  sim1");
        answer("wave:forget sim1");
        awaitAnswer("wave:streams", "follow  sim0");
        assertThat(answer("wave:forget sim1")).contains("error", "sim1");
        endsWell(shell.end());
    }

    @Test
    public void aCardGoesWrongAsItIsTold() {
        var name = answer("wave:play " + music(60)).replaceAll("(?s).*playing as stream (\\S+).*", "$1");
        await().atMost(LIMIT).pollInterval(POLL).until(() -> row(name).contains("sim0"));
        assertThat(answer("wave:inject sim0 unplug@+4800 for 60s"))
                .contains("sim0 at frame ", "  unplug@", " for 2880000");
        await().atMost(LIMIT).pollInterval(POLL).until(() -> row(name).contains("sim1"));
        assertThat(answer("wave:inject sim0 melt@+1")).contains("error: line 1 of a fault script: \"melt\"");
        assertThat(answer("wave:inject sim9")).contains("error: simulated card is \"sim9\"");
        assertThat(answer("wave:inject sim1 replug@+0 as usb1")).contains("sim1 at frame");
        await().atMost(LIMIT).pollInterval(POLL).until(() -> row(name).contains("usb1"));
        assertThat(answer("wave:devices")).contains("usb1").doesNotContain("sim1  ");
        assertThat(answer("wave:stop " + name)).contains("stopped stream " + name);
        assertThat(shell.end().exit()).isZero();
    }

    private String row(String stream) {
        return answer("wave:streams")
                .lines()
                .filter(line -> line.replaceFirst("^(g! )*", "").startsWith(stream + " "))
                .findFirst()
                .orElse("");
    }

    @Test
    public void whatCannotBeDoneIsSaidInALine() {
        assertThat(answer("wave:play none.wav")).contains("error: no such file: none.wav");
        assertThat(answer("wave:play " + music(1) + " sim9")).contains("error", "\"sim9\"", "sim0, sim1");
        assertThat(answer("wave:swap 99 sim0")).contains("error", "99");
        assertThat(answer("wave:stop sim9")).contains("error", "\"sim9\"");
        assertThat(answer("wave:start sim0")).contains("error", "sim0");
        endsWell(shell.end());
    }

    @Test
    public void itEndsWhileAStreamPlays() {
        answer("wave:play " + music(60));
        awaitAnswer("wave:streams", "sim0");
        endsWell(shell.end());
    }

    private String music(int seconds) {
        return program.file(program.write("in.wav", Sound.any(seconds).wav())).toString();
    }
}
