// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Path;

/** Runs {@code verify-taps}, a program of its own that shares nothing with this one, in a JVM of its own. */
final class Verification {
    private final Workplace workplace;

    Verification(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Passes on what the program says, and its exit code. */
    int run(Path input, Path taps, Path report) throws Failure {
        var lib = workplace.platform().assembly().resolve("lib");
        var classPath = lib.resolve("verify-taps.jar") + System.getProperty("path.separator") + lib.resolve("gson.jar");
        var builder = new ProcessBuilder(
                java(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "org.wavedock.verify.Main",
                input.toString(),
                taps.toString(),
                report.toString());
        builder.redirectErrorStream(true);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            try (var lines = process.inputReader()) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    workplace.terminal().out().println(line);
                }
            }
            return process.waitFor();
        } catch (IOException e) {
            throw Failure.of("cannot run verify-taps: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.cancelled();
        }
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
