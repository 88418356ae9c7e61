// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The clock on the wall, and the clock that is as fast as the machine. */
public class RealTimeIT {
    private static final Duration START_AND_STOP = Duration.ofSeconds(20);
    private static final int TEN_MINUTES = 600;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;

    @Before
    public void enter() {
        program = Program.in(temporary.getRoot().toPath());
    }

    @Test
    public void everyFrameIsPlayedOnceInRealTime() {
        var sound = Sound.any(3.2);
        var took = timed("play in.wav --on sim0 --swap sim1@1.0 --swap sim0@2.5 --tap out --report r.json", sound);
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.devices()).containsExactly("sim0", "sim1", "sim0");
        assertThat(took).isBetween(Duration.ofMillis(3200), START_AND_STOP);
        program.verify("in.wav", "out", "r.json").isSuccess();
    }

    @Test
    public void aBackendThatIsStoppedIsReplacedAndTheProgramEndsByItself() {
        var sound = Sound.any(2.2);
        var took = timed("play in.wav --on sim0 --stop-backend sim0@1 --tap out --report r.json", sound);
        assertThat(took).isBetween(Duration.ofMillis(2200), START_AND_STOP);
        backendWasStopped(sound);
    }

    @Test
    public void aBackendThatIsStoppedOnTheFastClockIsReplaced() {
        var sound = Sound.any(2.2);
        timed("play in.wav --on sim0 --stop-backend sim0@1 --tap out --report r.json --speed max", sound);
        backendWasStopped(sound);
    }

    private void backendWasStopped(Sound sound) {
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.devices()).containsExactly("sim0", "sim1");
        var swap = rendition.swaps().get(0);
        assertThat(swap.get("reason").getAsString()).isEqualTo("BACKEND_LEFT");
        assertThat(swap.get("from").getAsString()).isEqualTo("sim0");
        assertThat(swap.get("to").getAsString()).isEqualTo("sim1");
        assertThat(swap.get("atFrame").getAsLong()).isGreaterThanOrEqualTo(sound.rate());
        program.verify("in.wav", "out", "r.json").isSuccess();
    }

    private Duration timed(String command, Sound sound) {
        program.write("in.wav", sound.wav());
        var start = System.nanoTime();
        program.run(command.split(" ")).isSuccess();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    public void tenMinutesPlayInLessThanOne() throws Exception {
        writeTenMinutes();
        var start = System.nanoTime();
        // That the cards now and then wait for the disk may be said.
        var played = program.run(
                "play in.wav --swap sim1@100 --swap sim0@599.5 --tap out --report r.json --speed max".split(" "));
        assertThat(played.exit()).as(played.err()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
        var frames = TEN_MINUTES * 48_000;
        assertThat(program.verify("in.wav", "out", "r.json").isSuccess().out())
                .contains(frames + " frames submitted, " + frames + " rendered, 0 lost, 0 repeated");
    }

    private void writeTenMinutes() throws IOException {
        var second = Sound.any(1);
        var header = second.wav(new Sound.Header(1, 2, 48_000, 16, (long) TEN_MINUTES * second.data().length));
        try (var file = new BufferedOutputStream(Files.newOutputStream(program.file("in.wav")))) {
            file.write(Arrays.copyOf(header, 44));
            var random = new Random(600);
            var data = new byte[second.data().length];
            for (var i = 0; i < TEN_MINUTES; i++) {
                random.nextBytes(data);
                file.write(data);
            }
        }
    }
}
