// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the card, and other C of the tests, into the target folder of this module, from whatever module the tests run in. */
final class CardPlugin {
    private static final String MODULE = "alsa-backend-bundle";
    private static final String LIBRARY = "libasound_module_pcm_vcard.so";

    private CardPlugin() {}

    static synchronized Path built() {
        return compiled("vcard", LIBRARY, "-shared", "-fPIC", "-DPIC");
    }

    /** A program of one source file. */
    static synchronized Path program(String name) {
        return compiled(name, name);
    }

    /** What the sources that begin with the prefix make; compiled anew only when one of them has changed. */
    private static Path compiled(String prefix, String product, String... flags) {
        Path sources = module().resolve("src/test/c");
        Path target = module().resolve("target/vcard").resolve(product);
        try {
            if (Files.exists(target) && !anyNewer(sources, prefix, target)) {
                return target;
            }
            Tools.need(Tool.GCC, Tool.ALSA_HEADERS);
            Files.createDirectories(target.getParent());
            // Another test run may be doing the same: each makes its own, and the last one wins.
            Path own = Files.createTempFile(target.getParent(), "", ".tmp");
            List<Object> words = new ArrayList<>(List.of("gcc", "-O2", "-g", "-Wall", "-Wextra", "-Werror"));
            words.addAll(List.of(flags));
            words.addAll(List.of("-o", own));
            words.addAll(sources(sources, prefix, ".c"));
            words.addAll(List.of("-lasound", "-lpthread"));
            Command.Outcome made = Command.of(words.toArray()).run(Duration.ofMinutes(2));
            if (made.code() != 0) {
                throw new IllegalStateException("gcc: " + made.output());
            }
            return Files.move(own, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean anyNewer(Path folder, String prefix, Path product) throws IOException {
        for (Path source : sources(folder, prefix, "")) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(product)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> sources(Path folder, String prefix, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> p.getFileName().toString().startsWith(prefix)
                            && p.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** This module: below the root that the build names, or near the folder that the tests run in. */
    static Path module() {
        String root = System.getProperty("wavedock.root");
        Path start = (root == null ? Path.of("") : Path.of(root)).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            for (Path candidate : List.of(at.resolve(MODULE), at)) {
                if (candidate.endsWith(MODULE) && Files.isDirectory(candidate.resolve("src/test/c"))) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("no " + MODULE + "/src/test/c above " + start + "; set -Dwavedock.root");
    }
}
