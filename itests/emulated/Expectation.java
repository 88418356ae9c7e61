// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What one line expects. Files are heard/NAME.wav, or what has a slash or a dot in it, below the work folder. */
final class Expectation {
    private final Path folder;
    private final Map<String, String> values;

    Expectation(Path folder, Map<String, String> values) {
        this.folder = folder;
        this.values = values;
    }

    String judge(String rule) throws Check.Wrong, IOException {
        return switch (rule) {
            case "once" -> handedOver(0);
            case "replay" -> handedOver(limit());
            case "continuous" -> continuous();
            case "clean" -> clean();
            default -> throw new Check.Wrong("no rule " + rule);
        };
    }

    private int number(String key) {
        return Integer.parseInt(values.get(key));
    }

    /** The limit is a number, or a file that the suite wrote it into. */
    private int limit() throws IOException {
        var limit = values.get("limit");
        return Integer.parseInt(limit.matches("\\d+") ? limit : Files.readString(folder.resolve(limit)).strip());
    }

    private List<Check.Run> listen(String where) throws IOException {
        var plain = where.contains("/") || where.contains(".");
        return Check.listen(where, folder.resolve(plain ? where : "heard/" + where + ".wav"));
    }

    /**
     * The take's frames are heard on the places of heard=, in this order, one unbroken run on each: all of them, and no
     * more than the limit twice.
     */
    private String handedOver(int limit) throws Check.Wrong, IOException {
        var places = List.of(values.get("heard").split(","));
        var runs = new ArrayList<Check.Run>();
        for (var place : places.stream().distinct().toList()) {
            listen(place).stream().filter(run -> !run.silent() && run.take() == number("take")).forEach(runs::add);
        }
        runs.sort(Comparator.comparingInt(Check.Run::first).thenComparingInt(Check.Run::end));
        var shown = Check.show(runs);
        Check.demand(!runs.isEmpty(), "nothing of take " + number("take") + " was heard");
        Check.demand(runs.stream().map(Check.Run::where).toList().equals(places), "expected one run on each of " + places + ", heard: " + shown);
        var end = 0;
        var repeated = 0;
        for (var run : runs) {
            Check.demand(run.first() <= end, "frames " + end + " to " + run.first() + " were not heard: " + shown);
            repeated += end - run.first();
            end = run.end();
        }
        Check.demand(end == number("frames"), "heard up to frame " + end + " of " + number("frames") + ": " + shown);
        Check.demand(repeated <= limit, repeated + " frames were heard twice, the limit is " + limit + ": " + shown);
        inOrder(runs, shown);
        nowhereElse(places);
        var account = values.containsKey("report") ? account(repeated, limit) : "";
        return end + " frames, " + repeated + " of them twice" + account + ": " + shown;
    }

    /** No other card's recording has a frame of the take. */
    private void nowhereElse(List<String> places) throws Check.Wrong, IOException {
        try (var files = Files.list(folder.resolve("heard"))) {
            for (var file : files.sorted().toList()) {
                var card = file.getFileName().toString().replaceFirst("\\.wav$", "");
                if (!places.contains(card)) {
                    var runs = Check.listen(card, file).stream()
                            .filter(run -> !run.silent() && run.take() == number("take"))
                            .toList();
                    Check.demand(runs.isEmpty(), "heard elsewhere: " + Check.show(runs));
                }
            }
        }
    }

    private static void inOrder(List<Check.Run> runs, String shown) throws Check.Wrong {
        var last = new HashMap<String, Integer>();
        for (var run : runs) {
            var before = last.put(run.where(), run.at());
            Check.demand(before == null || before < run.at(), "out of order: " + shown);
        }
    }

    /** What the platform says about itself must be what was heard; of repeats it may fear more than there were. */
    private String account(int heardTwice, int limit) throws Check.Wrong, IOException {
        var report = Files.readString(folder.resolve(values.get("report")));
        var submitted = figure(report, "framesSubmitted");
        var lost = figure(report, "framesLost");
        var repeated = figure(report, "framesRepeated");
        Check.demand(submitted == number("frames"), "the report says " + submitted + " frames were submitted");
        Check.demand(lost == 0, "the report says " + lost + " frames were lost");
        Check.demand(repeated >= heardTwice, heardTwice + " frames were heard twice, the report admits " + repeated);
        Check.demand(repeated <= limit, "the report says " + repeated + " frames were repeated, the limit is " + limit);
        if (values.containsKey("swaps")) {
            var swaps = Pattern.compile("\"reason\": \"(\\w+)\"").matcher(report).results().map(found -> found.group(1)).toList();
            Check.demand(swaps.equals(List.of(values.get("swaps").split(","))), "the report says the swaps were " + swaps);
        }
        return " (report: " + repeated + ")";
    }

    private static long figure(String json, String key) throws Check.Wrong {
        // The totals come first; the swaps have figures of the same names.
        var matcher = Pattern.compile("\"" + key + "\": (\\d+)").matcher(json);
        Check.demand(matcher.find(), "the report has no " + key);
        return Long.parseLong(matcher.group(1));
    }

    /** A recording of an endless source: after some silence one unbroken run of numbers from take= on, to its end. */
    private String continuous() throws Check.Wrong, IOException {
        var runs = listen(values.get("heard"));
        var sound = runs.subList(!runs.isEmpty() && runs.get(0).silent() ? 1 : 0, runs.size());
        var shown = Check.show(runs);
        Check.demand(sound.size() == 1, "expected one unbroken run, heard: " + shown);
        Check.demand(sound.get(0).frames() >= number("frames"), "too short: " + shown);
        Check.demand(sound.get(0).take() >= number("take"), "not the source: " + shown);
        return shown;
    }

    /** Nothing but silence and frames of the takes up to takes=, wherever they are. */
    private String clean() throws Check.Wrong, IOException {
        for (var place : values.get("heard").split(",")) {
            var noise = listen(place).stream()
                    .filter(run -> !run.silent() && (run.take() < 1 || run.take() > number("takes")))
                    .toList();
            Check.demand(noise.isEmpty(), "noise: " + Check.show(noise));
        }
        return "silence and the takes, nothing else";
    }
}
