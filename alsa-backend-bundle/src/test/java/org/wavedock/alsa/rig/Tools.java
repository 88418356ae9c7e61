// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Looks for what tests call. What is missing is said aloud, so that a run that tested less does not look like one that passed. */
public final class Tools {
    private Tools() {}

    /** Skips the test, with a line that .ci/run takes for a failure, unless all of them are there. */
    public static void need(Tool... tools) {
        List<Tool> missing = Stream.of(tools).filter(t -> !has(t)).toList();
        if (!missing.isEmpty()) {
            skip(missing);
        }
    }

    public static boolean has(Tool tool) {
        return switch (tool) {
            case ALSA_HEADERS -> Files.exists(Path.of("/usr/include", tool.file));
            case PIPEWIRE_PCM -> PipeWirePlugin.find().isPresent();
            default -> onPath(tool.file, System.getenv("PATH"));
        };
    }

    static boolean onPath(String program, String path) {
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static String reason(List<Tool> missing) {
        return "no " + String.join(", ", missing.stream().map(t -> t.file).toList())
                + " here; on Debian: apt-get install "
                + String.join(
                        " ",
                        missing.stream().map(t -> t.debianPackage).distinct().toList());
    }

    static void skip(List<Tool> missing) {
        String reason = reason(missing);
        System.out.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }
}
