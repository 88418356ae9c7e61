// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.wavedock.console.soak.Footprint;
import org.wavedock.console.soak.SoakReport;

/** The report of a soak, for programs and for people. */
final class SoakJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private SoakJson() {}

    static void write(SoakReport report, OutputFile file) throws Failure {
        try {
            Files.writeString(file.part(), json(report) + "\n");
            file.commit();
        } catch (IOException e) {
            file.discard();
            throw Failure.of("cannot write " + file.target() + ": " + Problem.of(e), e);
        }
    }

    private static String json(SoakReport report) {
        var json = new JsonObject();
        json.addProperty("seed", report.plan().seed());
        json.addProperty("streamsAtATime", report.plan().streams());
        json.addProperty("seconds", report.took().toMillis() / 1000.0);
        json.addProperty("legs", report.legs());
        json.add("figures", figures(report));
        json.addProperty("warmUpLegs", report.warmUp());
        var footprints = new JsonArray();
        report.footprints().forEach(footprint -> footprints.add(footprint(footprint)));
        json.add("footprints", footprints);
        json.add("violations", GSON.toJsonTree(report.violations()));
        return GSON.toJson(json);
    }

    private static JsonObject figures(SoakReport report) {
        var figures = report.figures();
        var json = new JsonObject();
        json.add("actions", GSON.toJsonTree(figures.actions()));
        json.addProperty("streams", figures.streams());
        var swaps = figures.swaps();
        var told = new JsonObject();
        told.add("byReason", GSON.toJsonTree(swaps.byReason()));
        told.addProperty("plannedLost", swaps.plannedLost());
        told.addProperty("plannedRepeated", swaps.plannedRepeated());
        told.addProperty("plannedGapMicrosP50", swaps.gapMicrosMedian());
        told.addProperty("plannedGapMicrosP90", swaps.gapMicros90());
        told.addProperty("plannedGapMicrosMax", swaps.gapMicrosLongest());
        told.addProperty("surpriseLost", swaps.surpriseLost());
        told.addProperty("surpriseRepeated", swaps.surpriseRepeated());
        told.addProperty("surpriseRepeatedWorst", swaps.surpriseWorst());
        json.add("swaps", told);
        var render = figures.render();
        var played = new JsonObject();
        played.addProperty("submitted", render.submitted());
        played.addProperty("rendered", render.rendered());
        played.addProperty("lostByClose", render.lostByClose());
        played.addProperty("lostInFifos", render.lostInFifos());
        played.addProperty("repeated", render.repeated());
        played.addProperty("silence", render.silence());
        played.addProperty("heard", render.heard());
        json.add("renderFrames", played);
        var captured = new JsonObject();
        captured.addProperty("captured", figures.capture().captured());
        captured.addProperty("read", figures.capture().read());
        captured.addProperty("lost", figures.capture().lost());
        json.add("captureFrames", captured);
        return json;
    }

    private static JsonObject footprint(Footprint footprint) {
        var json = new JsonObject();
        json.addProperty("heapBytes", footprint.heapBytes());
        json.addProperty("nativeBytes", footprint.nativeBytes());
        json.addProperty("directBytes", footprint.directBytes());
        json.addProperty("uninstalledBundles", footprint.uninstalled());
        json.addProperty("formerGenerations", footprint.formerGenerations());
        json.addProperty("classes", footprint.classes());
        json.addProperty("files", footprint.files());
        json.addProperty("threads", sum(footprint.threads().values()));
        json.addProperty("services", sum(footprint.services().values()));
        return json;
    }

    private static long sum(java.util.Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** In a few lines. */
    static String summary(SoakReport report) {
        var figures = report.figures();
        var swaps = figures.swaps();
        var total = sum(swaps.byReason().values());
        var render = figures.render();
        return report.legs() + " legs, " + sum(figures.actions().values()) + " actions, " + figures.streams()
                + " streams, " + total + " changes of device " + swaps.byReason()
                + "\nplanned: " + swaps.plannedLost() + " frames lost, " + swaps.plannedRepeated()
                + " repeated; surprises: " + swaps.surpriseLost() + " lost, at most " + swaps.surpriseWorst()
                + " repeated in one"
                + "\n" + render.submitted() + " frames submitted, " + render.rendered() + " rendered, "
                + render.lostByClose() + " lost by closing, " + render.lostInFifos()
                + " in FIFOs of devices lost after they had handed over, " + render.repeated() + " repeated, "
                + render.heard()
                + " found in recordings"
                + "\n" + figures.capture().captured() + " frames captured, "
                + figures.capture().read() + " read"
                + "\n"
                + (report.violations().isEmpty()
                        ? "nothing wrong"
                        : report.violations().size() + " things wrong");
    }
}
