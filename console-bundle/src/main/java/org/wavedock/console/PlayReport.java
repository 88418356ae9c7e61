// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.wavedock.stream.Segment;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.WaveFormat;

/** The report of a playback, for programs. */
final class PlayReport {
    private PlayReport() {}

    static void write(Playback playback, OutputFile file) throws Failure {
        try {
            Files.writeString(file.part(), json(playback) + "\n");
            file.commit();
        } catch (IOException e) {
            file.discard();
            throw Failure.of("cannot write " + file.target() + ": " + Problem.of(e), e);
        }
    }

    static String json(Playback playback) {
        var ledger = playback.ledger();
        var report = new JsonObject();
        report.addProperty("file", playback.file());
        report.add("format", format(playback.format()));
        report.addProperty("policy", playback.policy());
        report.addProperty("device", playback.device());
        report.addProperty("framesSubmitted", ledger.framesSubmitted());
        report.addProperty("framesRendered", ledger.framesRendered());
        report.addProperty("framesLost", ledger.framesLost());
        report.addProperty("framesDropped", ledger.framesDropped());
        report.addProperty("framesRepeated", ledger.framesRepeated());
        report.addProperty("framesSilence", ledger.framesSilence());
        var swaps = new JsonArray();
        playback.swaps().forEach(swap -> swaps.add(swap(swap)));
        report.add("swaps", swaps);
        var segments = new JsonArray();
        ledger.segments().forEach(segment -> segments.add(segment(segment)));
        report.add("segments", segments);
        var taps = new JsonObject();
        playback.taps().forEach(taps::addProperty);
        report.add("taps", taps);
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(report);
    }

    private static JsonElement format(WaveFormat format) {
        if (format == null) {
            return JsonNull.INSTANCE;
        }
        var json = new JsonObject();
        json.addProperty("sampleRate", format.sampleRate());
        json.addProperty("channels", format.channels());
        json.addProperty("encoding", format.encoding().name());
        return json;
    }

    private static JsonObject swap(SwapReport swap) {
        var json = new JsonObject();
        json.addProperty("from", swap.from());
        json.addProperty("to", swap.to());
        json.addProperty("reason", swap.reason().name());
        json.addProperty("atFrame", swap.atFrame());
        json.addProperty("gapFrames", swap.gapFrames());
        json.addProperty("gapMicros", swap.gapMicros());
        json.addProperty("framesLost", swap.framesLost());
        json.addProperty("framesRepeated", swap.framesRepeated());
        json.add("fromFormat", format(swap.fromFormat()));
        json.add("toFormat", format(swap.toFormat()));
        return json;
    }

    private static JsonObject segment(Segment segment) {
        var json = new JsonObject();
        json.addProperty("device", segment.device());
        json.addProperty("substream", segment.substream());
        json.addProperty("tapFrame", segment.deviceFrame());
        json.addProperty("tapFrames", segment.deviceFrames());
        json.addProperty("streamFrame", segment.streamFrame());
        json.addProperty("frames", segment.frames());
        json.addProperty("confirmed", segment.confirmed());
        return json;
    }
}
