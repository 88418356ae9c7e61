// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code --config}. */
public class ConfiguredIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;

    @Before
    public void enter() throws IOException {
        program = Program.in(temporary.getRoot().toPath());
        Files.createDirectory(program.file("cfg"));
    }

    private void configure(String file, String content) throws IOException {
        Files.writeString(program.file("cfg").resolve(file), content);
    }

    private String devices() {
        return program.run("devices", "--config", "cfg").isSuccess().out();
    }

    @Test
    public void cardsAreAddedAndReplaced() throws IOException {
        configure("org.wavedock.sim.card-more.cfg", "name = more\nservice.ranking = 30\n");
        configure("org.wavedock.sim.card-sim1.cfg", "name = other\nservice.ranking = 5\n");
        assertThat(devices().lines().skip(1).map(line -> line.split(" ")[0])).containsExactly("more", "sim0", "other");
        var sound = Sound.any(1);
        program.write("in.wav", sound.wav());
        program.run("--config cfg play in.wav --swap other@0.5 --tap out --report r.json --speed max".split(" "))
                .isSuccess();
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.devices()).containsExactly("more", "other");
    }

    /** There is one clock, on which an hour need not take an hour; the command's wish comes first. */
    @Test
    public void whatIsThereOnceIsConfiguredToo() throws IOException {
        configure("org.wavedock.runtime.cfg", "mode = virtual\n");
        program.run("record", "r.wav", "--seconds", "600", "--config", "cfg").isSuccess();
        configure("org.wavedock.runtime.cfg", "mode = sundial\n");
        program.run("record", "r.wav", "--seconds", "1", "--speed", "max", "--config", "cfg")
                .isSuccess();
    }

    @Test
    public void anAlsaDeviceThatIsNotThereIsNotWaitedFor() throws IOException {
        configure("org.wavedock.alsa.pcm-usb.cfg", "name = alsa:usb\npcm = hw:CARD=NoSuchCard\n");
        assertThat(devices()).contains("sim0", "sim1").doesNotContain("alsa:usb");
    }

    @Test
    public void whatIsWrongIsSaidInALine() throws IOException {
        program.run("devices", "--config", "none").isRefused(1, "none", "no such file or folder");
        program.write("file", new byte[0]);
        program.run("devices", "--config", "file").isRefused(1, "file", "not a folder");
        program.run("devices", "--config").isRefused(2, "--config");
        configure("org.wavedock.sim.card-bad.cfg", "name = \\u12\n");
        program.run("devices", "--config", "cfg")
                .isRefused(1, "org.wavedock.sim.card-bad.cfg", "not a properties file");
        configure("org.wavedock.sim.card-bad.cfg", "name = ?\n");
        program.run("devices", "--config", "cfg").isRefused(1, "\"?\"", "expected");
    }
}
