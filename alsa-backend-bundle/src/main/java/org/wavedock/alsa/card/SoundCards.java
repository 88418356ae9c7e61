// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the kernel's list of cards: {@code /proc/asound} for what they are, {@code /sys} for where they are plugged in. */
public final class SoundCards {
    private static final Pattern CARD = Pattern.compile("card(\\d+)");
    private static final Pattern DEVICE = Pattern.compile("pcm(\\d+)[pc]");
    private static final Pattern USB_PORT = Pattern.compile("\\d+-\\d+(\\.\\d+)*");

    private final Path asound;
    private final Path sound;

    /**
     * A reader.
     *
     * @param root where {@code proc} and {@code sys} are, {@code /} but in tests
     */
    public SoundCards(Path root) {
        asound = root.resolve("proc/asound");
        sound = root.resolve("sys/class/sound");
    }

    /**
     * Every PCM device of every card, by card and device. Reads a few small files.
     *
     * @return none if there is no sound in the kernel
     */
    public List<SoundCard> list() {
        var found = new ArrayList<SoundCard>();
        for (var folder : children(asound)) {
            var matcher = CARD.matcher(name(folder));
            if (matcher.matches()) {
                addDevices(folder, Integer.parseInt(matcher.group(1)), found);
            }
        }
        found.sort(Comparator.comparingInt(SoundCard::index).thenComparingInt(SoundCard::device));
        return found;
    }

    private void addDevices(Path folder, int index, List<SoundCard> found) {
        var id = text(folder.resolve("id"));
        if (id.isEmpty()) {
            return;
        }
        var titles = new HashMap<Integer, String>();
        for (var pcm : children(folder)) {
            var matcher = DEVICE.matcher(name(pcm));
            if (matcher.matches()) {
                var info = info(pcm.resolve("info"));
                titles.putIfAbsent(
                        Integer.parseInt(matcher.group(1)), info.getOrDefault("name", info.getOrDefault("id", id)));
            }
        }
        var port = usbPort(index);
        var path = port == null ? "" : name(port);
        var usbId = port == null ? "" : usbId(port);
        titles.forEach((device, title) -> found.add(new SoundCard(index, id, path, usbId, device, title)));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Map<String, String> info(Path file) {
        var map = new HashMap<String, String>();
        for (var line : text(file).split("\n")) {
            var colon = line.indexOf(':');
            if (colon > 0 && colon + 1 < line.length()) {
                map.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        map.values().removeIf(String::isEmpty);
        return map;
    }

    /** The folder of the last USB port on the way to the card, or null for what is not plugged into USB. */
    private Path usbPort(int index) {
        try {
            var place = sound.resolve("card" + index).toRealPath();
            for (var folder = place; folder != null && folder.getFileName() != null; folder = folder.getParent()) {
                if (USB_PORT.matcher(name(folder)).matches()) {
                    return folder;
                }
            }
        } catch (IOException e) {
            // It has just been pulled out, or the kernel has no sysfs: what is left is the card's id.
            return null;
        }
        return null;
    }

    /** Without a serial number two of a kind are told apart by their ports alone. */
    private static String usbId(Path port) {
        var serial = text(port.resolve("serial"));
        return serial.isEmpty()
                ? ""
                : text(port.resolve("idVendor")) + ":" + text(port.resolve("idProduct")) + ":" + serial;
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A card may go while it is read: what cannot be read is empty. */
    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
