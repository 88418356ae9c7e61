// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What two devices rendered, joined, is what was played, bit for bit, in every format. */
public class ExactnessIT {
    private static final double SECONDS = 3.2;
    private static final double TOLERANCE_SECONDS = 0.25;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void everyFrameOf8BitsIsPlayedOnce() throws Exception {
        playEverything(Sample.U8);
    }

    @Test
    public void everyFrameOf16BitsIsPlayedOnce() throws Exception {
        playEverything(Sample.S16);
    }

    @Test
    public void everyFrameOf24BitsIsPlayedOnce() throws Exception {
        playEverything(Sample.S24);
    }

    @Test
    public void everyFrameOf32BitsIsPlayedOnce() throws Exception {
        playEverything(Sample.S32);
    }

    @Test
    public void everyFrameOf32BitFloatIsPlayedOnce() throws Exception {
        playEverything(Sample.F32);
    }

    @Test
    public void everyFrameOf24BitsIn32IsPlayedOnce() throws Exception {
        var sound = Sound.noise(Sample.S24_IN_32, 2, 48_000, (int) (SECONDS * 48_000));
        playWithTwoSwaps(program("s24in32"), sound);
    }

    private void playEverything(Sample sample) throws Exception {
        var trials = new Trials();
        for (var channels : new int[] {1, 2, 6}) {
            for (var rate : new int[] {44_100, 48_000, 96_000}) {
                // An odd number: a WAV file of so many bytes has one more.
                var sound = Sound.noise(sample, channels, rate, (int) (SECONDS * rate) | 1);
                trials.add(sound.toString(), () -> playWithTwoSwaps(program(channels + "x" + rate), sound));
            }
        }
        trials.run();
    }

    private Program program(String folder) throws IOException {
        return Program.in(temporary.newFolder(folder).toPath());
    }

    private static void playWithTwoSwaps(Program program, Sound sound) throws IOException {
        playWithTwoSwaps(program, sound, "");
    }

    /** With more options. */
    static void playWithTwoSwaps(Program program, Sound sound, String options) throws IOException {
        var file = program.write("in.wav", sound.wav());
        program.run(("play " + file
                                + " --on sim0 --swap sim1@1.0 --swap sim0@2.5 --tap out --report r.json --speed max"
                                + options)
                        .split(" "))
                .isSuccess();
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.devices()).containsExactly("sim0", "sim1", "sim0");
        assertThat(rendition.swaps()).hasSize(2);
        happenedAt(rendition, 0, sound.rate());
        happenedAt(rendition, 1, 2.5 * sound.rate());
        for (var swap : rendition.swaps()) {
            assertThat(swap.get("gapFrames").getAsLong()).isZero();
            assertThat(swap.get("gapMicros").getAsLong()).isZero();
        }
        var verified = program.verify(file, "out", "r.json").isSuccess();
        assertThat(verified.out())
                .contains(sound.frames() + " frames submitted, " + sound.frames() + " rendered, 0 lost, 0 repeated");
        for (var path : new String[] {"in.wav", "out/sim0.wav", "out/sim1.wav"}) {
            Files.delete(program.file(path));
        }
    }

    /** Not before it was asked for, not much after, and where the segments say. */
    private static void happenedAt(Rendition rendition, int number, double frame) {
        var at = rendition.swaps().get(number).get("atFrame").getAsLong();
        var rate =
                rendition.report().getAsJsonObject("format").get("sampleRate").getAsInt();
        assertThat((double) at).isBetween(frame, frame + TOLERANCE_SECONDS * rate);
        assertThat(rendition.segments().get(number + 1).get("streamFrame").getAsLong())
                .isEqualTo(at);
    }
}
