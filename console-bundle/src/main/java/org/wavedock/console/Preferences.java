// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DevicePreferences;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;

/** The remembered order of devices, as people type and read it. */
final class Preferences {
    private final DevicePreferences preferences;
    private final AudioStreams streams;

    Preferences(DevicePreferences preferences, AudioStreams streams) {
        this.preferences = preferences;
        this.streams = streams;
    }

    String list() {
        var rows = new ArrayList<List<?>>();
        for (var direction : Direction.values()) {
            for (var identity : preferences.order(direction)) {
                rows.add(List.of(text(direction), identity, nameOf(identity)));
            }
        }
        return rows.isEmpty() ? "no preferences" : Table.of(List.of("direction", "identity", "device"), rows);
    }

    String prefer(String device, String direction) throws Failure, AudioException {
        preferences.prefer(parse(direction), identityOf(device));
        return list();
    }

    String forget(String device, String direction) throws Failure, AudioException {
        preferences.forget(parse(direction), identityOf(device));
        return list();
    }

    private String nameOf(String identity) {
        for (var device : streams.devices()) {
            if (device.identity().equals(identity)) {
                return device.name();
            }
        }
        return "-";
    }

    /** Of a device that is there by its name; what is not there can only be known by its identity. */
    private String identityOf(String text) {
        for (var device : streams.devices()) {
            if (device.name().equals(AlsaDevices.name(text))) {
                return device.identity();
            }
        }
        return text;
    }

    private static Direction parse(String text) throws Failure {
        for (var direction : Direction.values()) {
            if (text(direction).equals(text)) {
                return direction;
            }
        }
        var expected = Arrays.stream(Direction.values()).map(Preferences::text).toList();
        throw Failure.usage("direction is \"" + text + "\", expected " + String.join(" or ", expected));
    }

    private static String text(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }
}
