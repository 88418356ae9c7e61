// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What was built, with something in it exchanged; all the rest is linked to. */
final class Assembly {
    private Assembly() {}

    private static Path built() {
        return Path.of(System.getProperty("wavedock.assembly"));
    }

    /** Without any card, for now. */
    static Path withOwnCards(Path folder) throws IOException {
        for (var part : List.of("lib", "command", "shell")) {
            Files.createSymbolicLink(folder.resolve(part), built().resolve(part));
        }
        Files.createDirectory(folder.resolve("etc"));
        return folder;
    }

    /** With these in place of the extras that were built, none or one. */
    static Path withExtras(Path folder, Path... extras) throws IOException {
        for (var part : List.of("lib", "command", "shell", "etc")) {
            Files.createSymbolicLink(folder.resolve(part), built().resolve(part));
        }
        var place = Files.createDirectory(folder.resolve("extras"));
        for (var extra : extras) {
            Files.createSymbolicLink(place.resolve(extra.getFileName()), extra);
        }
        return folder;
    }

    /** With some classes of the runtime exchanged for those in a folder. */
    static Path withOwnRuntime(Path folder, Path classes) throws IOException {
        for (var part : List.of("lib", "etc", "shell")) {
            Files.createSymbolicLink(folder.resolve(part), built().resolve(part));
        }
        var command = Files.createDirectory(folder.resolve("command"));
        for (var jar : jars()) {
            var copy = command.resolve(jar.getFileName());
            Files.copy(jar, copy);
            if (jar.getFileName().toString().startsWith("runtime-")) {
                exchange(copy, classes);
            }
        }
        return folder;
    }

    /** The bundles of the command line. */
    static List<Path> jars() throws IOException {
        try (var files = Files.list(built().resolve("command"))) {
            return files.toList();
        }
    }

    private static void exchange(Path jar, Path classes) throws IOException {
        try (var inside = FileSystems.newFileSystem(jar);
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = inside.getPath("/" + classes.relativize(file));
                if (!Files.exists(target)) {
                    throw new IOException(target + " is not in " + jar);
                }
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
