// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Command lines that cannot be carried out: one line says why, and nothing is left behind. */
public class BadOrderIT {
    private static final Sound SOUND = Sound.any(0.5);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Trials trials = new Trials();

    /** What is in the way. */
    private interface Obstacle {
        void in(Program program) throws IOException;
    }

    private void refused(int code, String command, String... words) {
        refused(code, command, program -> {}, words);
    }

    private void refused(int code, String command, Obstacle obstacle, String... words) {
        trials.add(command, () -> {
            var program = Program.in(temporary.newFolder().toPath());
            program.write("in.wav", SOUND.wav());
            obstacle.in(program);
            var before = Tree.of(program.folder());
            program.run(command.split(" ")).isRefused(code, words);
            before.isUnchanged();
        });
    }

    /** With all the files that must not be left behind. */
    private void playIsRefused(int code, String options, String... words) {
        refused(code, "play in.wav --tap out --report r.json --speed max " + options, words);
    }

    @Test
    public void unknownDevicesAreRefusedWithThoseThereAre() throws Exception {
        for (var option : List.of("--on sim9", "--swap sim9@0.1", "--stop-backend sim9@0.1")) {
            playIsRefused(USAGE, option, "\"sim9\"", "sim0, sim1");
        }
        refused(USAGE, "record rec.wav --seconds 1 --from sim9", "\"sim9\"", "sim0, sim1");
        trials.run();
    }

    @Test
    public void portsThatAreNoneAreRefused() throws Exception {
        for (var port : List.of("", "PCI", "isa", "sim1=pci", "pci,", "pci,sim1", "pci,sim1=isa", "pci,=cyclic")) {
            var options = port.isEmpty() ? "--port=" : "--port " + port;
            playIsRefused(USAGE, options, "--port is \"" + port + "\"", "PORT[,DEVICE=PORT...]", "cyclic or pci");
        }
        playIsRefused(USAGE, "--port pci,sim9=cyclic", "\"sim9\"", "sim0, sim1");
        playIsRefused(USAGE, "--port pci,alsa:any=cyclic", "\"alsa:any\"", "simulated card");
        refused(USAGE, "record rec.wav --seconds 1 --port isa", "--port is \"isa\"", "cyclic or pci");
        refused(USAGE, "record rec.wav --seconds 1 --port pci,sim9=pci", "\"sim9\"", "sim0, sim1");
        trials.run();
    }

    @Test
    public void faultsThatAreNoneAreRefused() throws Exception {
        for (var fault : List.of("sim9:xrun@1", "xrun@1", "sim0")) {
            playIsRefused(USAGE, "--inject " + fault, "--inject is \"" + fault + "\"", "sim0, sim1");
        }
        playIsRefused(FAILED, "--inject sim0:melt@1", "property faults", "\"melt\"", "unplug, replug, stall");
        playIsRefused(FAILED, "--inject sim1:file:none.faults", "property faults", "none.faults");
        trials.run();
    }

    @Test
    public void conversionsThatAreNoneAreRefused() throws Exception {
        playIsRefused(USAGE, "--convert all", "--convert is \"all\"", "none|encoding|any");
        refused(USAGE, "record rec.wav --seconds 1 --convert all", "--convert is \"all\"", "none|encoding|any");
        trials.run();
    }

    @Test
    public void timesThatAreNoneAreRefused() throws Exception {
        playIsRefused(USAGE, "--swap sim1@0.5", "--swap sim1@0.5", "past the end of in.wav", "24000 frames");
        playIsRefused(USAGE, "--swap sim1@999999999", "past the end");
        playIsRefused(USAGE, "--stop-backend sim0@7", "--stop-backend sim0@7", "past the end");
        for (var time : List.of("-1", "-0.001", "NaN", "soon", "", "1e400")) {
            playIsRefused(USAGE, "--swap sim1@" + time, "--swap sim1@" + time, "expected seconds");
        }
        playIsRefused(USAGE, "--stop-backend sim0@-1", "--stop-backend sim0@-1", "expected seconds");
        for (var order : List.of("sim1", "@1", "@")) {
            playIsRefused(USAGE, "--swap " + order, "\"" + order + "\"", "expected DEVICE@SECONDS");
        }
        trials.run();
    }

    /** How long standard input is shows only at its end. */
    @Test
    public void aTimePastTheEndOfStandardInputIsToldAfterwards() throws Exception {
        var program = Program.in(temporary.newFolder().toPath());
        var running = program.start("play - --swap sim1@60 --speed max".split(" "));
        running.send(SOUND.wav(new Sound.Header(1, 2, 48_000, 16, 0xFFFF_FFFFL)));
        running.end().isRefused(FAILED, "--swap sim1@60", "never reached", "24000 frames");
    }

    @Test
    public void tapsThatCannotBeWrittenAreRefused() throws Exception {
        refused(FAILED, "play in.wav --tap in.wav/sub", "in.wav/sub");
        refused(FAILED, "play in.wav --tap in.wav", "in.wav", "not a folder");
        refused(FAILED, "play in.wav --tap /dev/full", "/dev/full", "not a folder");
        refused(FAILED, "play in.wav --tap taken", p -> Files.createDirectories(p.file("taken/sim0.wav")), "sim0.wav");
        Obstacle input = program -> {
            Files.createDirectory(program.file("out"));
            program.write("out/sim0.wav", SOUND.wav());
        };
        refused(USAGE, "play out/sim0.wav --tap out", input, "sim0.wav", "overwrite");
        trials.run();
    }

    @Test
    public void reportsThatCannotBeWrittenAreRefused() throws Exception {
        refused(FAILED, "play in.wav --tap out --report none/r.json", "none/r.json", "no such folder");
        refused(FAILED, "play in.wav --tap out --report in.wav/r.json", "in.wav/r.json");
        refused(FAILED, "play in.wav --tap out --report /dev/full", "/dev/full");
        refused(FAILED, "play in.wav --tap out --report r", p -> Files.createDirectory(p.file("r")), "it is a folder");
        refused(USAGE, "play in.wav --tap out --report in.wav", "overwrite", "in.wav");
        trials.run();
    }

    @Test
    public void misusedCommandsAreExplained() throws Exception {
        refused(USAGE, "play in.wav --loud", "--loud");
        refused(USAGE, "--loud", "--loud");
        refused(USAGE, "sing", "sing");
        refused(USAGE, "play", "FILE");
        refused(USAGE, "play in.wav other.wav", "other.wav");
        refused(USAGE, "play in.wav --on", "--on");
        refused(USAGE, "play in.wav --speed fast", "\"fast\"", "realtime or max");
        refused(USAGE, "devices --xml", "--xml");
        refused(USAGE, "--verbose=maybe devices", "maybe");
        trials.run();
    }

    @Test
    public void recordingsThatCannotBeMadeAreRefused() throws Exception {
        refused(USAGE, "record rec.wav", "--seconds");
        for (var seconds : List.of("0", "-1", "NaN", "long")) {
            refused(USAGE, "record rec.wav --seconds " + seconds, "\"" + seconds + "\"");
        }
        refused(FAILED, "record none/rec.wav --seconds 1", "none/rec.wav", "no such folder");
        refused(FAILED, "record in.wav/rec.wav --seconds 1", "in.wav/rec.wav");
        refused(USAGE, "record rec.wav --seconds 1 --channels 0", "0");
        refused(USAGE, "record rec.wav --seconds 1 --rate 1", "1");
        refused(USAGE, "record rec.wav --seconds 1 --rate fast", "fast");
        refused(USAGE, "record rec.wav --seconds 1 --encoding mp3", "\"mp3\"", "s16");
        trials.run();
    }

    @Test
    public void ofAFormatThatNoDeviceSupportsItIsSaidWhatEachOneSays() throws Exception {
        var program = new Program(limitedCards(), temporary.newFolder().toPath());
        program.write("in.wav", SOUND.wav());
        var before = Tree.of(program.folder());
        program.run("play in.wav --convert none --tap out --report r.json --speed max".split(" "))
                .isRefused(FAILED, "in.wav", "S16", "small", "U8", "slow", "22050");
        program.run("play in.wav --convert none --on small --tap out --report r.json --speed max".split(" "))
                .isRefused(FAILED, "in.wav", "small", "U8");
        program.run("record", "rec.wav", "--seconds", "1", "--convert", "none")
                .isRefused(FAILED, "small", "U8", "slow", "22050");
        before.isUnchanged();
    }

    @Test
    public void aDeviceThatDoesNotSupportTheFormatIsNoPlaceToSwapTo() throws Exception {
        var assembly = limitedCards();
        Files.writeString(assembly.resolve("etc/org.wavedock.sim.card-good.cfg"), "name = good\n");
        var program = new Program(assembly, temporary.newFolder().toPath());
        program.write("in.wav", SOUND.wav());
        program.run("play in.wav --convert none --on good --swap small@0.2 --tap out --report r.json --speed max"
                        .split(" "))
                .isRefused(FAILED, "--swap small@0.2", "small", "U8");
        var rendition = Rendition.read(program, "out", "r.json");
        assertThat(rendition.devices()).containsOnly("good");
        rendition.joined(SOUND);
    }

    /** What was built, with other cards. */
    private Path limitedCards() throws IOException {
        var assembly = Assembly.withOwnCards(temporary.newFolder().toPath());
        var cards = assembly.resolve("etc");
        Files.writeString(cards.resolve("org.wavedock.sim.card-a.cfg"), "name = small\nencodings = U8\n");
        Files.writeString(cards.resolve("org.wavedock.sim.card-b.cfg"), "name = slow\nrate.max = 22050\n");
        return assembly;
    }

    @Test
    public void withoutAnyDeviceThereIsNoneToPlayOn() throws Exception {
        var program = new Program(
                Assembly.withOwnCards(temporary.newFolder().toPath()),
                temporary.newFolder().toPath());
        program.write("in.wav", SOUND.wav());
        var before = Tree.of(program.folder());
        program.run("play in.wav --tap out --report r.json --speed max".split(" "))
                .isRefused(FAILED, "in.wav", "no device");
        program.run("play in.wav --on sim0 --tap out --speed max".split(" ")).isRefused(USAGE, "\"sim0\"", "none");
        assertThat(program.run("devices").isSuccess().out()).contains("no devices");
        before.isUnchanged();
    }

    @Test
    public void verboseShowsWhereInTheProgramItArose() throws Exception {
        var program = Program.in(temporary.newFolder().toPath());
        var traces = new ArrayList<String>();
        traces.add(program.run("play", "in.wav", "--loud", "--verbose").err());
        program.write("in.wav", SOUND.wav());
        traces.add(program.run("play", "in.wav", "--on", "sim9", "--verbose").err());
        assertThat(traces).allSatisfy(trace -> assertThat(trace).contains("wavedock: ", "\tat org.wavedock."));
    }
}
