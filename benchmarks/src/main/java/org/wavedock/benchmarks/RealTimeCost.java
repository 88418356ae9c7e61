// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time of a stream in real time, against aplay, on the card of the ALSA backend's tests. See docs/performance.md for the
 * command; run it in the root of the project.
 */
public final class RealTimeCost {
    private static final String PCM = "card";
    private static final int WARM_UP_SECONDS = 20;
    private static final int WINDOW_SECONDS = 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SHOWN_THREADS = 3;

    private final String definition;
    private final Path folder;
    private final Processes processes;

    private RealTimeCost(Path plugin, Path folder) throws IOException {
        this.folder = folder;
        definition = "pcm_type.vcard { lib \"" + plugin.toAbsolutePath() + "\" }\npcm." + PCM + " { type vcard }\n";
        processes = new Processes(folder, definition);
    }

    /**
     * Measures and prints.
     *
     * @param arguments the compiled plug-in of the card, and a folder for what is written; else those of the project
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var plugin = Path.of(
                arguments.length > 0 ? arguments[0] : "alsa-backend-bundle/target/vcard/libasound_module_pcm_vcard.so");
        var folder = Path.of(arguments.length > 1 ? arguments[1] : "benchmarks/target/real-time");
        var cost = new RealTimeCost(plugin, folder);
        System.out.println("CPU time in % of a core over " + WINDOW_SECONDS + " s, after " + WARM_UP_SECONDS
                + " s, Java " + Runtime.version());
        cost.compare(10_000, 40_000, 480, 1_920);
        cost.compare(1_333, 5_333, 64, 256);
    }

    private void compare(int periodMicros, int leadMicros, int periodFrames, int ringFrames)
            throws IOException, InterruptedException {
        System.out.printf("%nperiods of %d µs%n", periodMicros);
        for (var client : List.of("blocking", "paced")) {
            watch("platform, client " + client, platform(periodMicros, leadMicros, client));
        }
        watch(
                "aplay -M",
                List.of(
                        "aplay",
                        "-q",
                        "-M",
                        "-D",
                        PCM,
                        "-f",
                        "dat",
                        "-t",
                        "raw",
                        "--period-size=" + periodFrames,
                        "--buffer-size=" + ringFrames,
                        "/dev/zero"));
    }

    private List<String> platform(int periodMicros, int leadMicros, String client) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RealTimePlayer.class.getName(),
                PCM,
                definition,
                Integer.toString(periodMicros),
                Integer.toString(leadMicros),
                client);
    }

    private void watch(String name, List<String> command) throws IOException, InterruptedException {
        var output = folder.resolve("output.txt");
        var process = processes.start(command, output);
        try {
            runFor(WARM_UP_SECONDS, process, output);
            var before = threads(process.pid());
            var start = System.nanoTime();
            runFor(WINDOW_SECONDS, process, output);
            var used = threads(process.pid());
            var window = System.nanoTime() - start;
            used.replaceAll((thread, nanos) -> nanos - before.getOrDefault(thread, 0L));
            print(name, used, window);
        } finally {
            process.destroy();
            process.waitFor();
        }
        var said = Files.readAllLines(output);
        System.out.println("  said " + said.size() + " lines"
                + (said.isEmpty() ? "" : ", the last: " + said.get(said.size() - 1)));
    }

    private static void runFor(int seconds, Process process, Path output) throws IOException, InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("a player has ended: " + Files.readString(output));
        }
    }

    private static void print(String name, Map<String, Long> used, long window) {
        var sum = used.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf("%s: %.2f %%%n", name, 100.0 * sum / window);
        used.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_THREADS)
                .forEach(thread -> System.out.printf(
                        "  %s %.2f %%, %.3f s%n",
                        thread.getKey(), 100.0 * thread.getValue() / window, thread.getValue() / NANOS_PER_SECOND));
    }

    /** Nanoseconds on a core, for each thread of a process. */
    private static Map<String, Long> threads(long pid) throws IOException {
        var found = new TreeMap<String, Long>();
        try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (var task : tasks.toList()) {
                var name = Files.readString(task.resolve("comm")).strip() + " " + task.getFileName();
                found.put(
                        name,
                        Long.parseLong(
                                Files.readString(task.resolve("schedstat")).split(" ")[0]));
            }
        }
        return found;
    }
}
