// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * C04: whatever is called, in whatever state, from however many threads, with whatever arguments: no call ends the process, none
 * hangs. To look for more: {@code -Dwavedock.hostile.millis=600000}; to see it again: {@code -Dwavedock.hostile.seed=SEED}, as far
 * as threads allow.
 */
class HostileUseTest {
    private static final long MILLIS = Long.getLong("wavedock.hostile.millis", 8000);
    private static final long PATIENCE_MILLIS = 20_000;

    @TempDir
    Path folder;

    @Test
    void severalThreadsSurviveEverything() throws Exception {
        var seed = seed();
        assertThat(run(MILLIS, String.valueOf(seed), "4", String.valueOf(MILLIS)))
                .as(() -> "seed " + seed + ": " + output())
                .isEqualTo(HostileProgram.ALIVE);
    }

    @Test
    void oneThreadSurvivesEverything() throws Exception {
        var seed = seed();
        assertThat(run(MILLIS / 2, String.valueOf(seed), "1", String.valueOf(MILLIS / 2)))
                .as(() -> "seed " + seed + ": " + output())
                .isEqualTo(HostileProgram.ALIVE);
    }

    /** The check itself: a process that a signal ends is noticed. */
    @Test
    void aCrashIsSeen() throws Exception {
        assertThat(run(0, "crash")).isNotEqualTo(HostileProgram.ALIVE);
        assertThat(output()).contains("SIGSEGV");
    }

    private static long seed() {
        var seed = Long.getLong("wavedock.hostile.seed", new Random().nextInt(1_000_000));
        System.out.println("hostile use: seed " + seed);
        return seed;
    }

    private int run(long millis, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HostileProgram.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        if (!process.waitFor(millis + PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            // Where it hangs goes to its output.
            new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor(2, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            return -1;
        }
        System.out.print(output());
        return process.exitValue();
    }

    private String output() {
        try {
            var text = Files.readString(folder.resolve("output"));
            var report = folder.resolve("hs_err.log");
            return text
                    + (Files.exists(report)
                            ? Files.readString(report).lines().limit(120).reduce("", (a, b) -> a + "\n" + b)
                            : "");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
