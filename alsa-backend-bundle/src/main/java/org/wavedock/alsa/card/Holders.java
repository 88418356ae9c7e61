// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which processes have a card's PCM open, as far as this user may see. Reads {@code /proc}; a person asked for it. */
public final class Holders {
    private static final String NODES = "/dev/snd/pcm";

    private final Path processes;

    /**
     * A reader.
     *
     * @param processes {@code /proc} but in tests
     */
    public Holders(Path processes) {
        this.processes = processes;
    }

    /**
     * Everybody who has a PCM of a sound card open.
     *
     * @return one text each: {@code pulseaudio (process 812) has /dev/snd/pcmC0D0p}
     */
    public List<String> list() {
        return children(processes).stream()
                .filter(process -> process.getFileName().toString().matches("\\d+"))
                .flatMap(this::held)
                .distinct()
                .toList();
    }

    private Stream<String> held(Path process) {
        return children(process.resolve("fd")).stream()
                .map(Holders::target)
                .filter(node -> node.startsWith(NODES))
                .map(node -> name(process) + " (process " + process.getFileName() + ") has " + node);
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "a program";
        }
    }

    private static List<Path> children(Path folder) {
        try (var children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
