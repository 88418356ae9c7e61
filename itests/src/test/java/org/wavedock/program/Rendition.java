// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was played, from the report and the taps: the test's own reading of both.
 *
 * @param report the report
 * @param taps the taps by device
 */
record Rendition(JsonObject report, Map<String, WavFile> taps) {
    static Rendition read(Program program, String taps, String report) {
        var files = new HashMap<String, WavFile>();
        try (var list = Files.list(program.file(taps))) {
            for (var file : list.toList()) {
                files.put(file.getFileName().toString().replaceFirst("\\.wav$", ""), WavFile.read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rendition(json(program.file(report)), files);
    }

    static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count(String name) {
        return report.get(name).getAsLong();
    }

    List<JsonObject> swaps() {
        return objects("swaps");
    }

    List<JsonObject> segments() {
        return objects("segments");
    }

    private List<JsonObject> objects(String name) {
        var objects = new ArrayList<JsonObject>();
        report.getAsJsonArray(name).forEach(element -> objects.add(element.getAsJsonObject()));
        return objects;
    }

    /** Fails unless every frame was played exactly once and in order, and nothing else was but silence. */
    void isExactly(Sound sound) {
        assertThat(count("framesSubmitted")).as("framesSubmitted").isEqualTo(sound.frames());
        assertThat(count("framesRendered")).as("framesRendered").isEqualTo(sound.frames());
        isFlawless();
        assertThat(Arrays.mismatch(sound.data(), joined(sound)))
                .as("first byte where what was played, joined by the segments, differs from %s", sound)
                .isEqualTo(-1);
    }

    /** Fails unless the report says so. */
    void isFlawless() {
        assertThat(count("framesLost")).as("framesLost").isZero();
        assertThat(count("framesRepeated")).as("framesRepeated").isZero();
        for (var swap : swaps()) {
            assertThat(swap.get("framesLost").getAsLong())
                    .as("lost in %s", swap)
                    .isZero();
            assertThat(swap.get("framesRepeated").getAsLong())
                    .as("repeated in %s", swap)
                    .isZero();
        }
    }

    /** The pieces put together; fails if they overlap, leave a gap, or if there is more in the taps than them. */
    byte[] joined(Sound sound) {
        taps.values().forEach(tap -> tap.hasFormatOf(sound));
        var rest = new HashMap<String, byte[]>();
        taps.forEach((device, tap) -> rest.put(device, tap.data().clone()));
        var size = sound.frameBytes();
        var joined = new byte[Math.toIntExact(count("framesRendered")) * size];
        var next = 0;
        for (var segment : segments()) {
            var device = segment.get("device").getAsString();
            var from = segment.get("tapFrame").getAsInt() * size;
            var length = segment.get("frames").getAsInt() * size;
            assertThat(segment.get("streamFrame").getAsInt() * size)
                    .as("start of %s", segment)
                    .isEqualTo(next);
            System.arraycopy(taps.get(device).data(), from, joined, next, length);
            Arrays.fill(rest.get(device), from, from + length, sound.sample().silence());
            next += length;
        }
        assertThat(next).as("length of the segments").isEqualTo(joined.length);
        rest.forEach((device, bytes) -> {
            var silence = new byte[bytes.length];
            Arrays.fill(silence, sound.sample().silence());
            assertThat(Arrays.mismatch(bytes, silence))
                    .as("sound of %s outside the segments", device)
                    .isEqualTo(-1);
        });
        return joined;
    }

    /** The devices that played, in their order; a pause for want of data is no reason to name one twice. */
    List<String> devices() {
        var devices = new ArrayList<String>();
        for (var segment : segments()) {
            var device = segment.get("device").getAsString();
            if (devices.isEmpty() || !devices.get(devices.size() - 1).equals(device)) {
                devices.add(device);
            }
        }
        return devices;
    }
}
