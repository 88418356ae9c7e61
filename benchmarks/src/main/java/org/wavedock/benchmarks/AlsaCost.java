// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavedock.wave.AudioException;

/**
 * What an hour of audio into ALSA's {@code null} costs: the ALSA channel, and the whole platform, against a tight loop in C and
 * against aplay. See docs/performance.md for the command; run it in the root of the project.
 */
public final class AlsaCost {
    private static final String PCM = "null";
    private static final String DEFINITION = "pcm.null { type null }\n";
    private static final int PERIOD_MICROS = 10_000;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 11;
    /** Frames: the lead of a hasty stream, portcls' lead, and the largest that fits the ring with some room: 10, 40, 150 ms. */
    private static final int[] BLOCKS = {480, 1920, 7200};

    private static final double MILLIS = 1e3;

    /** What was measured, round by round. */
    private static final class Column {
        private final String name;
        private final List<Double> seconds = new ArrayList<>();

        Column(String name) {
            this.name = name;
        }

        void add(double value) {
            seconds.add(value);
        }

        double at(double share) {
            return seconds.stream().sorted().toList().get((int) (share * (seconds.size() - 1)));
        }

        void print(Column reference, Column locked) {
            System.out.printf(
                    "| %s | %.1f | %.1f to %.1f | %,.0f | %.2f | %.2f |%n",
                    name,
                    at(0.5) * MILLIS,
                    at(0) * MILLIS,
                    at(1) * MILLIS,
                    3_600 / at(0.5),
                    at(0.5) / reference.at(0.5),
                    at(0.5) / locked.at(0.5));
        }
    }

    private AlsaCost() {}

    /**
     * Measures and prints.
     *
     * @param arguments the folder of null_loop.c and a folder for the program; else those of the project
     */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, AudioException, ReflectiveOperationException {
        var source = Path.of(arguments.length > 0 ? arguments[0] : "benchmarks/src/main/c");
        var folder = Path.of(arguments.length > 1 ? arguments[1] : "benchmarks/target/c");
        var others = new OtherPlayers(PCM, new Processes(folder, DEFINITION), source.resolve("null_loop.c"), folder);
        System.out.println("CPU time of one hour of 48 kHz stereo s16 into " + PCM + ", " + ROUNDS + " rounds, Java "
                + Runtime.version());
        for (var block : BLOCKS) {
            compare(others, block);
        }
    }

    private static void compare(OtherPlayers others, int block)
            throws IOException, InterruptedException, AudioException, ReflectiveOperationException {
        var hour = new Hour(AlsaByName.open(PCM, DEFINITION, PERIOD_MICROS), block);
        for (var round = 0; round < WARM_UP_ROUNDS; round++) {
            hour.throughChannel();
            hour.throughPlatform();
        }
        var tight = new Column("C: begin, memcpy, commit");
        var asking = new Column("C: and avail, state");
        var tightLocked = new Column("C with a second thread: begin, memcpy, commit");
        var askingLocked = new Column("C with a second thread: and avail, state");
        var channel = new Column("channel");
        var platform = new Column("platform");
        var aplay = new Column("aplay -M");
        var aplayBlock = new Column("aplay -M, period and ring as above");
        for (var round = 0; round < ROUNDS; round++) {
            var loop = others.loop(block);
            tight.add(loop.tight());
            asking.add(loop.asking());
            tightLocked.add(loop.tightLocked());
            askingLocked.add(loop.askingLocked());
            channel.add(hour.throughChannel());
            platform.add(hour.throughPlatform());
            aplay.add(others.aplay());
            aplayBlock.add(others.aplay("--period-size=" + block, "--buffer-size=" + Hour.RING_FRAMES));
        }
        System.out.printf("%nblocks of %d frames%n%n", block);
        System.out.println("| | ms | least to most | x real time | x C | x C with a second thread |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        for (var column : List.of(tight, asking, tightLocked, askingLocked, channel, platform, aplay, aplayBlock)) {
            column.print(tight, tightLocked);
        }
    }
}
