// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code alsa:PCM} on the command line, with a backend that stands in for ALSA. */
public class AlsaNamesIT {
    private static final Sound SOUND = Sound.any(0.5);

    @ClassRule
    public static final TemporaryFolder SHARED = new TemporaryFolder();

    private static Path assembly;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;

    @Before
    public void enter() throws Exception {
        if (assembly == null) {
            var jar = SHARED.getRoot().toPath().resolve("fake.jar");
            Backends.build(jar, "fake-alsa", "org.wavedock.fake", Map.of());
            assembly = Assembly.withExtras(SHARED.newFolder().toPath(), jar);
        }
        program = new Program(assembly, temporary.getRoot().toPath());
        program.write("in.wav", SOUND.wav());
    }

    @Test
    public void whatIsFoundIsListed() {
        assertThat(program.run("devices").isSuccess().out().lines().skip(1).map(line -> line.split(" ")[0]))
                .containsExactly("alsa:found", "sim0", "sim1");
    }

    @Test
    public void aPcmThatIsNamedIsADevice() {
        program.run("play in.wav --on alsa:default --swap sim1@0.2 --swap alsa:plug:'x'@0.4 --report r.json".split(" "))
                .isSuccess();
        assertThat(Rendition.json(program.file("r.json")).getAsJsonArray("segments").asList().stream()
                        .map(one -> one.getAsJsonObject().get("device").getAsString())
                        .distinct())
                .containsExactly("alsa:default", "sim1", "alsa:plug:_x_");
        program.run("record rec.wav --seconds 0.2 --from alsa:default".split(" "))
                .isSuccess();
        program.run("record rec.wav --seconds 0.2 --from alsa:found".split(" ")).isSuccess();
    }

    @Test
    public void whyAPcmCannotBeUsedIsSaidInALine() {
        program.run("play", "in.wav", "--on", "alsa:hw:9")
                .isRefused(1, "alsa:hw:9 cannot be used: ALSA knows no PCM \"hw:9\"");
        program.run("play", "in.wav", "--swap", "alsa:busy@0.2")
                .isRefused(1, "alsa:busy cannot be used: busy is played on by process 42 (jackd)");
        program.run("record", "r.wav", "--seconds", "1", "--from", "alsa:")
                .isRefused(2, "\"alsa:\"", "expected alsa:PCM");
        program.run("play", "in.wav", "--on", "alsa:default", "--speed", "max")
                .isRefused(2, "\"alsa:default\"", "virtual clock");
    }

    @Test
    public void aConfiguredDeviceThatIsNotThereIsMissedOnlyIfItIsNamed() throws IOException {
        Files.createDirectory(program.file("cfg"));
        Files.writeString(program.file("cfg/org.wavedock.alsa.pcm-studio.cfg"), "name = studio\npcm = busy\n");
        program.run("play", "in.wav", "--on", "sim0", "--config", "cfg").isSuccess();
        program.run("play", "in.wav", "--on", "studio", "--config", "cfg")
                .isRefused(1, "studio cannot be used: busy is played on by process 42 (jackd)");
    }

    @Test
    public void theDemoAndTheVirtualClockKeepToSimulatedCards() {
        program.run("demo", "--out", "show").isSuccess();
        assertThat(Rendition.read(program, "show/taps", "show/report.json").devices())
                .containsExactly("sim0", "sim1", "sim0");
        program.run("play in.wav --tap out --report r.json --speed max".split(" "))
                .isSuccess();
        assertThat(Rendition.read(program, "out", "r.json").devices()).containsExactly("sim0");
    }

    @Test
    public void theDoctorPassesOnWhatTheBackendSays() {
        assertThat(program.run("doctor").isSuccess().out())
                .contains("ok: devices: alsa:found, sim0, sim1\n", "ok: alsa: libasound is there\n");
        var busy = program.run("doctor", "alsa:busy");
        assertThat(busy.out()).contains("problem: alsa: busy is played on by process 42 (jackd)\n");
        assertThat(busy.exit()).isEqualTo(1);
        assertThat(program.run("doctor", "hw:0").isSuccess().out()).contains("ok: alsa: hw:0 is well\n");
    }
}
