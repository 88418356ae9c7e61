// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PipeWire's plug-in for alsa-lib. Its Debian package cannot be installed beside PulseAudio, so where it is not installed it is
 * fetched, unpacked below target and never installed.
 */
final class PipeWirePlugin {
    private static Optional<Path> found;

    private PipeWirePlugin() {}

    static synchronized Optional<Path> find() {
        if (found == null) {
            Path cache = CardPlugin.module().resolve("target/pipewire-alsa");
            found = in(Path.of("/usr/lib"))
                    .or(() -> in(cache.resolve("usr/lib")))
                    .or(() -> fetched(cache));
        }
        return found;
    }

    /** Debian has lib/ARCHITECTURE/alsa-lib, others lib/alsa-lib. */
    private static Optional<Path> in(Path lib) {
        String file = Tool.PIPEWIRE_PCM.file;
        try (Stream<Path> all = Files.isDirectory(lib) ? Files.list(lib) : Stream.of()) {
            return Stream.concat(Stream.of(lib), all)
                    .map(folder -> folder.resolve("alsa-lib").resolve(file))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> fetched(Path cache) {
        if (!Tools.onPath("apt-get", System.getenv("PATH"))) {
            return Optional.empty();
        }
        String script =
                "mkdir -p \"$1\" && cd \"$1\" && apt-get download pipewire-alsa && dpkg -x pipewire-alsa*.deb .";
        Command.Outcome got = Command.of("sh", "-c", script, "sh", cache).run(Duration.ofMinutes(1));
        Optional<Path> there = in(cache.resolve("usr/lib"));
        if (there.isEmpty()) {
            System.out.println("apt-get download pipewire-alsa: " + got.code() + "\n" + got.output());
        }
        return there;
    }
}
