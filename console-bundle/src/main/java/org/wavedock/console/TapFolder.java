// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder in which each card records what it plays, {@code DEVICE.wav}. */
final class TapFolder {
    private final Path folder;
    private final boolean created;
    private final List<String> devices;

    private TapFolder(Path folder, boolean created, List<String> devices) {
        this.folder = folder;
        this.created = created;
        this.devices = devices;
    }

    /** Makes the folder if need be, checks that it can be written to and removes the taps of an earlier run. */
    static TapFolder prepare(String name, List<CardFile> cards, Path input) throws Failure {
        var folder = AudioFiles.path(name).toAbsolutePath().normalize();
        var devices = cards.stream()
                .filter(CardFile::isSimulated)
                .map(CardFile::device)
                .toList();
        try {
            var created = !Files.exists(folder);
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".wavedock", ""));
            var taps = new TapFolder(folder, created, devices);
            for (var device : devices) {
                taps.removeOld(device, input);
            }
            return taps;
        } catch (IOException e) {
            throw Failure.of("cannot write taps to " + name + ": " + Problem.of(e), e);
        }
    }

    private void removeOld(String device, Path input) throws IOException, Failure {
        var file = file(device);
        if (Files.isDirectory(file)) {
            throw Failure.of("cannot write a tap to " + file + ": it is a folder");
        }
        if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
            throw Failure.usage("the tap of " + device + " would overwrite the file to be played, " + input);
        }
        Files.deleteIfExists(file);
    }

    private Path file(String device) {
        return folder.resolve(device + ".wav");
    }

    Path folder() {
        return folder;
    }

    /** A card that records. */
    CardFile tapped(CardFile card) {
        return card.isSimulated()
                ? card.with(Map.of("render.to", "wav:" + file(card.device()), "render.append", "true"))
                : card;
    }

    /** The files there are, by device. */
    Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        for (var device : devices) {
            if (Files.exists(file(device))) {
                files.put(device, file(device).getFileName().toString());
            }
        }
        return files;
    }

    /** Nothing was played after all: leaves no trace. */
    void discard() {
        try {
            for (var device : devices) {
                Files.deleteIfExists(file(device));
            }
            if (created) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException ignored) {
            // The failure that led here is the one to report.
        }
    }
}
