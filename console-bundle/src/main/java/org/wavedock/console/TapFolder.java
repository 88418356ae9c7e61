// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The folder in which each card records what it plays: {@code DEVICE.wav}, and {@code DEVICE-1.wav} and so on for what plays on
 * it at the same time.
 */
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
    static TapFolder prepare(String name, List<ConfigurationFile> cards, Path input) throws Failure {
        var folder = AudioFiles.path(name).toAbsolutePath().normalize();
        var devices = cards.stream()
                .filter(ConfigurationFile::isSimulated)
                .map(ConfigurationFile::device)
                .toList();
        try {
            var created = !Files.exists(folder);
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".wavedock", ""));
            var taps = new TapFolder(folder, created, devices);
            for (var file : taps.files().values()) {
                removeOld(folder.resolve(file), input);
            }
            return taps;
        } catch (IOException e) {
            throw Failure.of("cannot write taps to " + name + ": " + Problem.of(e), e);
        }
    }

    private static void removeOld(Path file, Path input) throws IOException, Failure {
        if (Files.isDirectory(file)) {
            throw Failure.of("cannot write a tap to " + file + ": it is a folder");
        }
        if (Files.exists(input) && Files.isSameFile(file, input)) {
            throw Failure.usage("the tap " + file + " would overwrite the file to be played, " + input);
        }
        Files.delete(file);
    }

    /** What a tap is called, without its suffix. */
    static String name(String device, int substream) {
        return substream == 0 ? device : device + "-" + substream;
    }

    private Path file(String device) {
        return folder.resolve(name(device, 0) + ".wav");
    }

    /** A card that records. */
    ConfigurationFile tapped(ConfigurationFile card) {
        return card.isSimulated()
                ? card.with(Map.of("render.to", "wav:" + file(card.device()), "render.append", "true"))
                : card;
    }

    /** The files there are, by the names of the taps. */
    Map<String, String> files() throws Failure {
        var names = devices.stream().map(Pattern::quote).collect(Collectors.joining("|", "((?:", ")(?:-\\d+)?)\\.wav"));
        var pattern = Pattern.compile(names);
        var found = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var match = pattern.matcher(String.valueOf(file.getFileName()));
                if (!devices.isEmpty() && match.matches()) {
                    found.put(match.group(1), match.group());
                }
            }
        } catch (IOException e) {
            throw Failure.of("cannot read the taps in " + folder + ": " + Problem.of(e), e);
        }
        return found;
    }

    /** Nothing was played after all: leaves no trace. */
    void discard() throws Failure {
        try {
            for (var file : files().values()) {
                Files.deleteIfExists(folder.resolve(file));
            }
            if (created) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException ignored) {
            // The failure that led here is the one to report.
        }
    }
}
