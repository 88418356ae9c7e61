// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the player says of itself.
 *
 * @param framesSubmitted frames the player wrote
 * @param framesRendered different frames that it says were played
 * @param framesLost frames that it says were never played
 * @param framesDropped frames that it says went by while there was no device; 0 if it says nothing
 * @param framesRepeated frames that it says were played again
 * @param segments in the order of time
 * @param taps file name for each tap; a tap is called as its device, with -1, -2 and so on for further substreams
 */
record Report(
        long framesSubmitted,
        long framesRendered,
        long framesLost,
        long framesDropped,
        long framesRepeated,
        List<Segment> segments,
        Map<String, String> taps) {
    /** More than any file holds, and small enough for sums and products with a frame's size. */
    private static final long MAX_FRAMES = 1L << 50;

    /** Which frames of the stream lie where in which tap. */
    record Segment(String tap, long tapFrame, long streamFrame, long frames, boolean confirmed) {
        long streamEnd() {
            return streamFrame + frames;
        }

        long tapEnd() {
            return tapFrame + frames;
        }

        /** What is left of it before a tap frame, if it is not sure that it was played. */
        Segment doubtfulOnlyTo(long end) {
            return confirmed || end >= tapEnd()
                    ? this
                    : new Segment(tap, tapFrame, streamFrame, Math.max(0, end - tapFrame), false);
        }

        @Override
        public String toString() {
            return "segment of " + frames + " frames from stream frame " + streamFrame + " on " + tap;
        }
    }

    static Report read(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return of(JsonParser.parseReader(reader).getAsJsonObject());
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + file, e);
        } catch (JsonSyntaxException e) {
            // Gson's own words are for programmers.
            throw new IOException(file + " is not a report: it is not JSON", e);
        } catch (JsonParseException | IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
            throw new IOException(file + " is not a report: " + e.getMessage(), e);
        }
    }

    private static Report of(JsonObject json) {
        var segments = new ArrayList<Segment>();
        for (var element : member(json, "segments").getAsJsonArray()) {
            var segment = element.getAsJsonObject();
            segments.add(new Segment(
                    tap(segment),
                    count(segment, "tapFrame"),
                    count(segment, "streamFrame"),
                    count(segment, "frames"),
                    member(segment, "confirmed").getAsBoolean()));
        }
        var taps = new LinkedHashMap<String, String>();
        member(json, "taps")
                .getAsJsonObject()
                .entrySet()
                .forEach(tap -> taps.put(tap.getKey(), tap.getValue().getAsString()));
        return new Report(
                count(json, "framesSubmitted"),
                count(json, "framesRendered"),
                count(json, "framesLost"),
                json.has("framesDropped") ? count(json, "framesDropped") : 0,
                count(json, "framesRepeated"),
                List.copyOf(segments),
                taps);
    }

    private static String tap(JsonObject segment) {
        var device = member(segment, "device").getAsString();
        var substream = segment.has("substream") ? count(segment, "substream") : 0;
        return substream == 0 ? device : device + "-" + substream;
    }

    private static long count(JsonObject json, String name) {
        var value = member(json, name).getAsLong();
        if (value < 0 || value > MAX_FRAMES) {
            throw new JsonParseException("\"" + name + "\" is " + value + ", expected 0 to " + MAX_FRAMES);
        }
        return value;
    }

    private static JsonElement member(JsonObject json, String name) {
        var value = json.get(name);
        if (value == null || value.isJsonNull()) {
            throw new JsonParseException("\"" + name + "\" is missing");
        }
        return value;
    }
}
