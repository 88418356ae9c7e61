// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;

/** Devices, for people and for programs. */
final class Devices {
    private Devices() {}

    static List<String> names(AudioStreams streams) {
        return streams.devices().stream().map(DeviceSnapshot::name).toList();
    }

    static DeviceSnapshot find(AudioStreams streams, String name) throws Failure {
        var devices = streams.devices();
        for (var device : devices) {
            if (device.name().equals(AlsaDevices.name(name))) {
                return device;
            }
        }
        throw Failure.usage("unknown device \"" + name + "\", there are "
                + list(devices.stream().map(DeviceSnapshot::name).toList()));
    }

    static String list(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    static String table(List<DeviceSnapshot> devices) {
        if (devices.isEmpty()) {
            return "no devices";
        }
        var rows = new ArrayList<List<?>>();
        for (var device : devices) {
            rows.add(List.of(
                    device.name(),
                    device.ranking(),
                    device.streams(),
                    drift(device),
                    device.bundle(),
                    device.description()));
        }
        return Table.of(List.of("device", "ranking", "streams", "drift ppm", "bundle", "description"), rows);
    }

    private static String drift(DeviceSnapshot device) {
        return device.driftPpm().isPresent()
                ? String.format(Locale.ROOT, "%.0f", device.driftPpm().getAsDouble())
                : "-";
    }

    static String json(List<DeviceSnapshot> devices) {
        var array = new JsonArray();
        for (var device : devices) {
            var object = new JsonObject();
            object.addProperty("name", device.name());
            object.addProperty("identity", device.identity());
            object.addProperty("description", device.description());
            object.addProperty("ranking", device.ranking());
            object.addProperty("streams", device.streams());
            object.addProperty("fifoFrames", device.fifoFrames());
            device.driftPpm().ifPresent(ppm -> object.addProperty("driftPpm", Math.round(ppm * 10) / 10.0));
            object.addProperty("bundle", device.bundle());
            object.addProperty("serviceId", device.serviceId());
            array.add(object);
        }
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(array);
    }
}
