// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of every stress test; the whole of them takes an hour and is run by hand. */
@DisplayName("Of what threads hand to one another")
class StressTest {
    /** One JVM each, as it comes; few states at a time, since some of them hold a buffer. */
    private static final List<String> SAMPLE = List.of(
            "-jvmArgs",
            "-XX:+UseSerialGC",
            "-f",
            "1",
            "-iters",
            "1",
            "-time",
            "400",
            "-strideSize",
            "64",
            "-strideCount",
            "16",
            "-sc",
            "false",
            "-c",
            "2");

    @TempDir
    Path folder;

    private record Outcome(int exit, String text) {}

    private Outcome run(String tests) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-t",
                tests,
                "-r",
                folder.toString()));
        command.addAll(SAMPLE);
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), text);
    }

    @Test
    @DisplayName("nothing forbidden is seen in a sample")
    void sample() throws Exception {
        var outcome = run("org\\.wavedock\\.runtime\\..*");
        assertThat(outcome.exit()).as(outcome.text()).isZero();
        assertThat(outcome.text()).contains("Failed tests: No matches").contains("Error tests: No matches");
    }

    @Test
    @DisplayName("a baton that is passed without comparing is found out")
    void brokenTwin() throws Exception {
        var outcome = run("org\\.wavedock\\.stress\\.BrokenBatonStress");
        assertThat(outcome.exit()).as(outcome.text()).isNotZero();
        assertThat(outcome.text()).contains("Observed forbidden state", "passed twice");
    }
}
