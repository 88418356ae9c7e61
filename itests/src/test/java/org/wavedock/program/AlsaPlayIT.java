// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The program on PCMs of libasound that write down what they are given. */
public class AlsaPlayIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;

    @Before
    public void enter() throws IOException {
        assumeTrue("the ALSA devices need Java 22", Runtime.version().feature() >= 22);
        program = Program.in(temporary.getRoot().toPath());
        Files.createDirectory(program.file("cfg"));
    }

    private void device(String name, String definition, int fifo) throws IOException {
        Files.writeString(
                program.file("cfg").resolve("org.wavedock.alsa.pcm-" + name + ".cfg"),
                "name = alsa:%s\npcm = %s\ndefinition = %s\nfifo.frames = %d\nservice.ranking = 0\n"
                        .formatted(name, name, definition, fifo));
    }

    private byte[] written(String name) throws IOException {
        return Files.readAllBytes(program.file(name + ".raw"));
    }

    /** A file plugin writes everything that it is given; what comes after the sound is silence. */
    @Test
    public void everyFormatIsPlayedByteForByte() throws Exception {
        var trials = new Trials();
        for (var sample : new Sample[] {Sample.U8, Sample.S16, Sample.S24, Sample.S24_IN_32, Sample.S32, Sample.F32}) {
            var name = sample.name().toLowerCase(Locale.ROOT);
            var sound = Sound.noise(sample, 2, 48_000, 24_000);
            program.write(name + ".wav", sound.wav());
            device(
                    name,
                    "pcm.nul { type null } pcm.%s { type file slave.pcm nul file \"%s\" format raw }"
                            .formatted(name, program.file(name + ".raw")),
                    0);
            trials.add(name, () -> playsExactly(name, sound));
        }
        trials.run();
    }

    /** A PCM without a clock takes whatever there is; if the program is late for it, that is heard, and reported. */
    private void playsExactly(String name, Sound sound) throws IOException {
        var attempts = 1;
        var report = name + ".json";
        var play = new String[] {"--config", "cfg", "play", name + ".wav", "--on", "alsa:" + name, "--report", report};
        program.run(play).isSuccess();
        while (Rendition.json(program.file(report)).get("framesSilence").getAsLong() > 0) {
            assertThat(attempts++).as("attempts on a busy machine").isLessThan(5);
            Files.delete(program.file(name + ".raw"));
            program.run(play).isSuccess();
        }
        var heard = written(name);
        assertThat(heard.length).isGreaterThanOrEqualTo(sound.data().length);
        assertThat(Arrays.mismatch(Arrays.copyOf(heard, sound.data().length), sound.data()))
                .as("first byte of %s that differs", sound)
                .isEqualTo(-1);
        var silence = sound.sample() == Sample.U8 ? (byte) 0x80 : 0;
        for (var i = sound.data().length; i < heard.length; i++) {
            assertThat(heard[i]).as("byte %d, after the end", i).isEqualTo(silence);
        }
    }

    /** Real time, a card with a FIFO of its own, and swaps in the middle: every frame is in one recording, once. */
    @Test
    public void aSoundGoesFromSimulatedToAlsaAndBack() throws Exception {
        goesThereAndBack("cyclic");
    }

    /** The simulated cards fetch from the program's memory; for the others it is copied. */
    @Test
    public void aSoundGoesFromSimulatedToAlsaAndBackThroughWavePci() throws Exception {
        goesThereAndBack("pci");
    }

    @Test
    public void aSoundGoesFromPortToPort() throws Exception {
        goesThereAndBack("cyclic,alsa:card=pci");
    }

    private void goesThereAndBack(String port) throws Exception {
        var plugin = Program.sources().resolve("alsa-backend-bundle/target/vcard/libasound_module_pcm_vcard.so");
        if (!Files.exists(plugin)) {
            System.out.println("SKIPPED: swaps to and from ALSA: the test card was not built (gcc, libasound2-dev)");
            assumeTrue("a card to play on", false);
        }
        device(
                "card",
                "pcm_type.vcard { lib \"%s\" } pcm.card { type vcard fifo 512 file \"%s\" control \"%s\" }"
                        .formatted(plugin, program.file("card.raw"), program.file("card.control")),
                512);
        var sound = Sound.any(3);
        program.write("in.wav", sound.wav());
        // A machine that is too busy lets the card run dry; the report says so, and that says nothing of swaps.
        var attempts = 1;
        while (!isPlayedInTime(sound, port)) {
            assertThat(attempts++).as("attempts on a busy machine").isLessThan(4);
            Files.delete(program.file("card.raw"));
        }
    }

    private boolean isPlayedInTime(Sound sound, String port) throws IOException {
        program.run(("--config cfg play in.wav --on sim0 --swap alsa:card@0.7 --swap sim1@1.7 --swap alsa:card@2.2"
                        + " --tap out --report r.json --port " + port)
                .split(" "));
        var rendition = Rendition.read(program, "out", "r.json");
        assertThat(rendition.count("framesRendered")).isEqualTo(sound.frames());
        assertThat(rendition.count("framesLost")).isZero();
        if (rendition.count("framesRepeated") > 0) {
            return false;
        }
        assertThat(rendition.devices()).startsWith("sim0", "alsa:card").endsWith("sim1", "alsa:card");
        requireEveryFrameOnce(rendition, sound);
        return true;
    }

    /** What the card wrote down is looked for at the receiver, in order, behind what the simulated cards tell. */
    private void requireEveryFrameOnce(Rendition rendition, Sound sound) throws IOException {
        var heard = written("card");
        var at = 0;
        for (var segment : rendition.segments()) {
            var from = segment.get("streamFrame").getAsInt() * sound.frameBytes();
            var length = segment.get("frames").getAsInt() * sound.frameBytes();
            if (segment.get("device").getAsString().equals("alsa:card")
                    && segment.get("confirmed").getAsBoolean()) {
                var found = find(heard, at, Arrays.copyOfRange(sound.data(), from, from + length));
                assertThat(found).as("%s in what the card played", segment).isNotNegative();
                requireSilent(heard, at, found);
                at = found + length;
            }
        }
        requireSilent(heard, at, heard.length);
    }

    private static void requireSilent(byte[] heard, int from, int to) {
        for (var i = from; i < to; i++) {
            assertThat(heard[i]).as("byte %d, outside of all segments", i).isZero();
        }
    }

    private static int find(byte[] where, int from, byte[] what) {
        for (var at = from; at <= where.length - what.length; at += 4) {
            if (Arrays.equals(where, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }

    @Test
    public void aNameThatAlsaKnowsIsADeviceAndTheDoctorKnowsItToo() throws IOException {
        program.write("in.wav", Sound.any(0.3).wav());
        program.run("play in.wav --on alsa:null".split(" ")).isSuccess();
        program.run("play in.wav --on alsa:nosuch".split(" "))
                .isRefused(1, "alsa:nosuch cannot be used", "No such file or directory");
        assertThat(program.run("doctor", "alsa:null").isSuccess().out()).contains("null can play");
        var sick = program.run("doctor", "alsa:nosuch");
        assertThat(sick.exit()).isEqualTo(1);
        assertThat(sick.out()).contains("problem: alsa: nosuch cannot play");
    }
}
