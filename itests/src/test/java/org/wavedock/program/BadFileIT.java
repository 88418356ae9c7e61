// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files that cannot be played, or not to their end: one line says why, and nothing is left behind. */
public class BadFileIT {
    private static final Sound SOUND = Sound.any(0.5);
    private static final int HEADER = 44;
    private static final int FAILED = 1;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Trials trials = new Trials();

    private Program program(String folder) throws IOException {
        return Program.in(temporary.newFolder(folder).toPath());
    }

    /** A file that is refused with these words. */
    private void refused(String what, byte[] content, String... words) {
        trials.add(what, () -> {
            var program = program(what);
            isRefused(program, program.write("bad.wav", content), words);
        });
    }

    private static void isRefused(Program program, String file, String... words) {
        var before = Tree.of(program.folder());
        var outcome = program.run("play", file, "--tap", "out", "--report", "r.json", "--speed", "max");
        outcome.isRefused(FAILED, words);
        assertThat(outcome.err()).contains(file);
        before.isUnchanged();
    }

    @Test
    public void whatIsNoFileOfAudioIsRefused() throws Exception {
        trials.add("missing", () -> isRefused(program("missing"), "none.wav", "no such file"));
        trials.add("folder", () -> {
            var program = program("folder");
            Files.createDirectory(program.file("music.wav"));
            isRefused(program, "music.wav", "folder");
        });
        trials.add("missing folder", () -> isRefused(program("missing folder"), "none/none.wav", "no such file"));
        var random = new byte[5000];
        new Random(5).nextBytes(random);
        refused("random bytes", random, "not audio");
        refused("text", "once upon a time\n".repeat(99).getBytes(StandardCharsets.UTF_8), "not audio");
        refused("empty file", new byte[0], "empty");
        refused("three bytes", new byte[] {'R', 'I', 'F'}, "not audio");
        refused("another RIFF", replaced(SOUND.wav(), 8, "AVI "), "RIFF/WAVE");
        trials.run();
    }

    private static byte[] replaced(byte[] file, int at, String text) {
        var changed = file.clone();
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, changed, at, text.length());
        return changed;
    }

    @Test
    public void absurdHeadersAreRefused() throws Exception {
        refused("0 channels", header(1, 0, 48_000, 16), "0 channels");
        refused("65535 channels", header(1, 65_535, 48_000, 16), "65535 channels");
        refused("1 Hz", header(1, 2, 1, 16), "1 Hz");
        refused("0 Hz", header(1, 2, 0, 16), "0 Hz");
        refused("4 GHz", header(1, 2, -1, 16), "4294967295 Hz");
        refused("0 bits", header(1, 2, 48_000, 0), "0-bit");
        refused("12 bits", header(1, 2, 48_000, 12), "12-bit");
        refused("ADPCM", header(2, 2, 48_000, 16), "ADPCM");
        refused("cut in the header", Arrays.copyOf(SOUND.wav(), 30), "ends in its fmt chunk");
        refused("no data chunk", replaced(SOUND.wav(), 36, "DATA"), "ends");
        refused("AIFF of 0 channels", new Sound(Sample.S16, 0, 48_000, SOUND.data()).aiff(400), "cannot be played");
        refused("AU of 0 channels", patched(SOUND.au(), 20, 0), "cannot be played");
        refused("AIFF of 1 Hz", new Sound(Sample.S16, 2, 1, SOUND.data()).aiff(), "sample rate is 1,");
        refused("AU of 1 Hz", new Sound(Sample.S16, 2, 1, SOUND.data()).au(), "sample rate is 1,");
        refused("AU of mu-law", patched(SOUND.au(), 12, 1), "ULAW");
        refused("AIFF cut in its header", Arrays.copyOf(SOUND.aiff(), 30), "cannot be played");
        refused("AU cut in its header", Arrays.copyOf(SOUND.au(), 10), "cannot be played");
        trials.run();
    }

    private static byte[] header(int tag, int channels, int rate, int bits) {
        return SOUND.wav(new Sound.Header(tag, channels, rate, bits, SOUND.data().length));
    }

    private static byte[] patched(byte[] file, int at, int bigEndian) {
        var changed = file.clone();
        java.nio.ByteBuffer.wrap(changed).putInt(at, bigEndian);
        return changed;
    }

    @Test
    public void filesWithoutAFrameAreRefused() throws Exception {
        var nothing = new Sound(Sample.S16, 2, 48_000, new byte[0]);
        refused("WAV of no frames", nothing.wav(), "no audio frames");
        refused("AIFF of no frames", nothing.aiff(), "no audio frames");
        refused("AU of no frames", nothing.au(), "no audio frames");
        refused("less than a frame", Arrays.copyOf(SOUND.wav(), HEADER + 3), "no audio frames", "truncated");
        trials.add("nothing on standard input", () -> isRefused(program("stdin"), "-", "empty"));
        trials.run();
    }

    @Test
    public void ofATruncatedFileIsPlayedWhatIsThere() throws Exception {
        var there = SOUND.frames() / 3;
        var bytes = there * SOUND.frameBytes();
        var words = new String[] {"truncated", "says " + SOUND.frames() + " frames", "has " + there};
        // Not at the end of a frame.
        plays("WAV", Arrays.copyOf(SOUND.wav(), HEADER + bytes + 3), there, words);
        plays("AIFF", Arrays.copyOf(SOUND.aiff(), 54 + bytes + 1), there, words);
        plays("AU", Arrays.copyOf(SOUND.au(), 24 + bytes), there, words);
        trials.add("standard input", () -> {
            var program = program("truncated stdin");
            var running = program.start("play - --tap out --report r.json --speed max".split(" "));
            running.send(Arrays.copyOf(SOUND.wav(), HEADER + bytes));
            var outcome = running.end();
            assertThat(outcome.err().lines()).singleElement().asString().contains(words);
            accept(program, outcome, there);
        });
        trials.run();
    }

    @Test
    public void aFileThatClaimsFourGigabytesIsATruncatedFile() throws Exception {
        var all = SOUND.frames();
        var claim = 0xFFFF_FFF0L;
        var file = SOUND.wav(new Sound.Header(1, 2, 48_000, 16, claim));
        plays("almost 4 GiB", file, all, "truncated", "says " + claim / 4 + " frames", "has " + all);
        trials.run();
    }

    private void plays(String what, byte[] content, int frames, String... words) {
        trials.add(what, () -> {
            var program = program("truncated " + what);
            program.write("cut.wav", content);
            var outcome = program.run("play cut.wav --tap out --report r.json --speed max".split(" "));
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .contains("cut.wav")
                    .contains(words);
            accept(program, outcome, frames);
        });
    }

    private static void accept(Program program, Program.Outcome outcome, int frames) {
        assertThat(outcome.exit()).isZero();
        var data = Arrays.copyOf(SOUND.data(), frames * SOUND.frameBytes());
        Rendition.read(program, "out", "r.json").isExactly(new Sound(Sample.S16, 2, 48_000, data));
    }

    @Test
    public void verboseShowsWhereInTheProgramItArose() throws Exception {
        var program = program("verbose");
        var outcome = program.run("play", "none.wav", "--verbose");
        assertThat(outcome.exit()).isEqualTo(FAILED);
        assertThat(outcome.err()).startsWith("wavedock: no such file: none.wav").contains("Exception", "\tat ");
    }
}
