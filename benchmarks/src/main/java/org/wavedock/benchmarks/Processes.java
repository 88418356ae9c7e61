// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs to compare with, on a configuration of ALSA that has nothing in it but what is measured. */
final class Processes {
    private static final String CONFIGURATION = "ALSA_CONFIG_PATH";
    private final Path configuration;

    /**
     * A place to run programs.
     *
     * @param folder for the configuration's file
     * @param definition its text
     */
    Processes(Path folder, String definition) throws IOException {
        configuration = folder.resolve("asound.conf").toAbsolutePath();
        Files.createDirectories(folder);
        Files.writeString(configuration, definition);
    }

    /** What a program says, once it has ended well. */
    String run(List<String> command) throws IOException, InterruptedException {
        var process = builder(command).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** A program that runs until it is stopped; what it says goes to a file. */
    Process start(List<String> command, Path output) throws IOException {
        return builder(command).redirectOutput(output.toFile()).start();
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(CONFIGURATION, configuration.toString());
        return builder;
    }
}
