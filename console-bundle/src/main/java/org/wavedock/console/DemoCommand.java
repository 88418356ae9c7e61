// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavedock.console.Order.Kind;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.Policy;
import org.wavedock.stream.PortChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job at a glance. */
@Command(
        name = "demo",
        description = "Plays a melody on sim0, takes sim0 away in mid-note and brings it back; checks every frame.")
final class DemoCommand implements Callable<Integer> {
    private static final String FIRST = "sim0";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "wavedock-demo",
            description = "Where the files go. Default: ${DEFAULT-VALUE}.")
    private String out;

    @Option(
            names = "--speed",
            paramLabel = "realtime|max",
            defaultValue = "realtime",
            description = "max: on a virtual clock, as fast as the machine can.")
    private String speed;

    private final Workplace workplace;

    DemoCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws Failure, IOException {
        var folder = AudioFiles.path(out);
        var melody = folder.resolve("melody.wav");
        var taps = folder.resolve("taps");
        var report = folder.resolve("report.json");
        var clock = Speed.parse(speed);
        compose(folder, melody);
        var orders = List.of(Order.parse(Kind.STOP, FIRST + "@2.7"), Order.parse(Kind.START, FIRST + "@5.3"));
        var plan = new PlayJob.Plan(
                new Way(FIRST, PortChoice.WAVE_CYCLIC, Policy.FOLLOW, Conversion.NONE, false),
                1,
                orders,
                List.of(),
                clock,
                taps.toString(),
                report.toString());
        var terminal = workplace.terminal();
        terminal.out()
                .println("playing " + melody + " on " + FIRST
                        + "; its backend stops at 2.7 s and starts again at 5.3 s");
        // A machine's own sound cards stay out of it.
        workplace.platform().useSimulatedCardsOnly();
        try (var input = AudioFiles.open(melody.toString())) {
            var playback = new PlayJob(workplace.platform(), terminal, plan).run(input);
            TapJoiner.join(playback, taps, folder.resolve("heard.wav"));
            terminal.out().println(playback.summary());
            terminal.out().println("\n" + playback.segmentTable() + "\n");
        }
        terminal.out().println("what was heard, joined: " + folder.resolve("heard.wav"));
        var verification = new Verification(workplace);
        return verification.run(melody, taps, report);
    }

    private static void compose(Path folder, Path melody) throws Failure {
        try {
            Files.createDirectories(folder);
            var file = OutputFile.prepare(melody.toString());
            Melody.write(file.part());
            file.commit();
        } catch (IOException e) {
            throw Failure.of("cannot write to " + folder + ": " + Problem.of(e), e);
        }
    }
}
