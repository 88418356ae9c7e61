// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code --policy}, on the virtual clock. */
public class PolicyIT {
    private static final Sound MUSIC = Sound.any(3);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;
    private String file;

    @Before
    public void setUp() {
        program = Program.in(temporary.getRoot().toPath());
        file = program.write("in.wav", MUSIC.wav());
    }

    private Program.Outcome play(String options) {
        return program.run(("play " + file + " --speed max --tap out --report r.json " + options).split(" "));
    }

    private Rendition rendition() {
        return Rendition.read(program, "out", "r.json");
    }

    @Test
    public void itDiscardsWhileThereIsNoDevice() {
        var outcome = play("--policy discard --stop-backend sim0@1 --stop-backend sim1@1.5")
                .isSuccess();
        assertThat(outcome.out()).contains("policy discard", "dropped");
        var rendition = rendition();
        assertThat(rendition.report().get("policy").getAsString()).isEqualTo("discard");
        assertThat(rendition.count("framesSubmitted")).isEqualTo(MUSIC.frames());
        assertThat(rendition.count("framesDropped")).isBetween(48_000L, 72_000L);
        assertThat(rendition.count("framesRendered") + rendition.count("framesDropped"))
                .isEqualTo(MUSIC.frames());
        rendition.isFlawless();
        rendition.joined(MUSIC);
        assertThat(rendition.devices()).containsExactly("sim0", "sim1");
        assertThat(rendition.swaps().get(1).get("to").isJsonNull()).isTrue();
    }

    @Test
    public void itEndsWithTheDeviceThatItIsPinnedTo() {
        play("--on sim0 --policy pinned-fail --stop-backend sim0@1")
                .isRefused(1, "in.wav cannot be played on", "device sim0 has left");
        var rendition = rendition();
        assertThat(rendition.devices()).containsExactly("sim0");
        assertThat(rendition.count("framesLost")).isPositive();
        assertThat(rendition.count("framesRendered") + rendition.count("framesLost"))
                .isEqualTo(rendition.count("framesSubmitted"));
    }

    @Test
    public void itGoesToNoOtherDeviceWhileItWaitsForItsOwn() {
        play("--on sim0 --policy pinned-wait --stop-backend sim0@1")
                .isRefused(1, "no device is left that could go on at frame");
        assertThat(rendition().devices()).containsExactly("sim0");
    }

    @Test
    public void aRecordingHasAPolicyToo() {
        var outcome = program.run("record tape.wav --seconds 1 --from sim1 --policy pinned-fail --speed max".split(" "))
                .isSuccess();
        assertThat(outcome.out()).contains("policy pinned-fail", "48000 frames recorded, 0 lost, 0 dropped");
    }

    @Test
    public void aPolicyThatMakesNoSenseIsRefused() {
        program.run("play", file, "--policy", "best").isRefused(2, "--policy is \"best\"", "follow, reluctant");
        program.run("play", file, "--policy", "pinned-wait").isRefused(2, "--policy is \"pinned-wait\"", "device");
        program.run("play", file, "--on", "sim9", "--policy", "pinned-fail").isRefused(2, "\"sim9\"", "sim0, sim1");
    }
}
