// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Other containers than WAV files, and standard input. */
public class InputFormatsIT {
    private static final int FRAMES = 30_001;
    private static final String[] TAPPED = "--on sim1 --swap sim0@0.3 --speed max --tap out --report r.json".split(" ");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void bigEndianFilesArePlayedBitForBit() throws Exception {
        var trials = new Trials();
        for (var sample : new Sample[] {Sample.U8, Sample.S16, Sample.S24, Sample.S32}) {
            var sound = Sound.noise(sample, 2, 44_100, FRAMES);
            trials.add("AIFF " + sound, () -> plays("aiff" + sample, "in.aiff", sound.aiff(), sound));
        }
        for (var sample : new Sample[] {Sample.U8, Sample.S16, Sample.S24, Sample.S32, Sample.F32}) {
            var sound = Sound.noise(sample, 3, 48_000, FRAMES);
            trials.add("AU " + sound, () -> plays("au" + sample, "in.au", sound.au(), sound));
        }
        trials.run();
    }

    private void plays(String folder, String name, byte[] content, Sound sound) throws IOException {
        var program = program(folder);
        program.write(name, content);
        program.run(play(name)).isSuccess();
        accept(program, sound);
    }

    private Program program(String folder) throws IOException {
        return Program.in(temporary.newFolder(folder).toPath());
    }

    private static String[] play(String file) {
        var arguments = new String[TAPPED.length + 2];
        arguments[0] = "play";
        arguments[1] = file;
        System.arraycopy(TAPPED, 0, arguments, 2, TAPPED.length);
        return arguments;
    }

    private static void accept(Program program, Sound sound) {
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.devices()).containsExactly("sim1", "sim0");
        program.verify(program.write("same.wav", sound.wav()), "out", "r.json").isSuccess();
    }

    @Test
    public void standardInputIsPlayed() throws Exception {
        var sound = Sound.noise(Sample.S24, 2, 48_000, 100_001);
        var program = program("stdin");
        var running = program.start(play("-"));
        running.send(sound.wav());
        running.end().isSuccess();
        accept(program, sound);
    }

    @Test
    public void anAiffOnStandardInputIsPlayed() throws Exception {
        var sound = Sound.noise(Sample.S16, 1, 48_000, 50_001);
        var program = program("stdin-aiff");
        var running = program.start(play("-"));
        running.send(sound.aiff());
        running.end().isSuccess();
        accept(program, sound);
    }

    /** What a pipe's writer does that cannot know the length. */
    @Test
    public void aStreamOfUnknownLengthIsPlayedToItsEnd() throws Exception {
        var sound = Sound.noise(Sample.S16, 2, 48_000, 50_001);
        var program = program("endless");
        var running = program.start(play("-"));
        running.send(sound.wav(new Sound.Header(1, 2, 48_000, 16, 0xFFFF_FFFFL)));
        running.end().isSuccess();
        accept(program, sound);
    }

    @Test
    public void doublePrecisionIsRefused() throws Exception {
        var sound = Sound.noise(Sample.F64, 2, 48_000, FRAMES);
        var program = program("double");
        program.run("play", program.write("in.wav", sound.wav())).isRefused(1, "in.wav", "64-bit float");
        program.run("play", program.write("in.au", sound.au())).isRefused(1, "in.au", "64-bit float");
    }
}
