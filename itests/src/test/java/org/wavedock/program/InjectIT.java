// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Cards that go wrong on command while the program plays: every frame is heard, and what the recordings hold is what the report says. */
public class InjectIT {
    private static final Sound SOUND = Sound.any(3);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Rendition play(String options) throws IOException {
        var program = Program.in(temporary.newFolder().toPath());
        var file = program.write("in.wav", SOUND.wav());
        program.write(
                "bad-day.faults",
                "# twice\nunplug@48000 for 4800\nthrow@72000 in setState for 100ms\n".getBytes(StandardCharsets.UTF_8));
        var outcome =
                program.run(("play in.wav --on sim0 --speed max --tap out --report r.json " + options).split(" "));
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("stream in.wav moves on: device sim0 was lost")
                .doesNotContain("\tat ");
        assertThat(program.verify(file, "out", "r.json").isSuccess().out())
                .contains(SOUND.frames() + " frames submitted, " + SOUND.frames() + " rendered, 0 lost");
        return Rendition.read(program, "out", "r.json");
    }

    @Test
    public void aStreamOutlivesACardThatIsUnplugged() throws IOException {
        var rendition = play("--inject sim0:unplug@48000");
        assertThat(rendition.devices()).containsExactly("sim0", "sim1");
        assertThat(rendition.swaps().get(0).get("reason").getAsString()).isEqualTo("DEVICE_LOST");
    }

    @Test
    public void aStreamOutlivesAScriptFromAFileOnAnyPort() throws IOException {
        for (var port : new String[] {"cyclic", "pci"}) {
            var rendition = play("--port " + port + " --inject sim0:file:bad-day.faults --inject sim1:xrun@60000");
            assertThat(rendition.devices()).startsWith("sim0", "sim1");
        }
    }
}
