// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is compared with: a loop in C, compiled by gcc, and aplay. Their CPU time, not the clock on the wall. */
final class OtherPlayers {
    /**
     * CPU seconds of the loop in C.
     *
     * @param tight begin, copy and commit, in a process with one thread
     * @param asking the same, and it asks where it is
     * @param tightLocked tight, in a process with two threads
     * @param askingLocked asking, in a process with two threads
     */
    record Loop(double tight, double asking, double tightLocked, double askingLocked) {}

    private static final int RUNS_IN_A_PROCESS = 3;
    private final String pcm;
    private final Processes processes;
    private final Path program;

    OtherPlayers(String pcm, Processes processes, Path source, Path folder) throws IOException, InterruptedException {
        this.pcm = pcm;
        this.processes = processes;
        program = folder.resolve("null_loop").toAbsolutePath();
        processes.run(List.of("gcc", "-O2", "-o", program.toString(), source.toString(), "-lasound", "-lpthread"));
    }

    /** The last of a few runs in one process, of an hour each. */
    Loop loop(int blockFrames) throws IOException, InterruptedException {
        var seconds = numbers(processes.run(List.of(
                program.toString(),
                pcm,
                Long.toString(Hour.FRAMES),
                Integer.toString(blockFrames),
                Integer.toString(Hour.RING_FRAMES),
                Integer.toString(Hour.SOURCE_FRAMES),
                Integer.toString(RUNS_IN_A_PROCESS))));
        return new Loop(seconds[0], seconds[1], seconds[2], seconds[3]);
    }

    /** User and system time of an aplay that plays an hour of zeros, with options of its own. */
    double aplay(String... options) throws IOException, InterruptedException {
        var aplay = new ArrayList<>(List.of("aplay", "-q", "-M", "-D", pcm, "-d", "3600", "-f", "dat", "-t", "raw"));
        aplay.addAll(Arrays.asList(options));
        aplay.add("/dev/zero");
        // bash knows what its children used to the millisecond.
        var used =
                numbers(processes.run(List.of("bash", "-c", "TIMEFORMAT='%3U %3S'; time " + String.join(" ", aplay))));
        return used[0] + used[1];
    }

    private static double[] numbers(String output) {
        return Arrays.stream(output.strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
