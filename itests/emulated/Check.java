// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes what the suites send to the cards and judges what was heard. Uses nothing of the platform.
 *
 * <p>Every frame, 16 bits stereo, carries its number, spread by a multiplication that can be undone; silence is 0. The
 * numbers of take <i>t</i> start at <i>t</i> * 2^20, so one recording can hold many takes, and each frame in it says which
 * frame of which take it is.
 */
public final class Check {
    private static final int SPREAD = 0x9E3779B1;
    private static final int GATHER = inverse(SPREAD);
    private static final int TAKE_BITS = 20;
    /** Expectations about more than this are not worth reading. */
    private static final int RUNS_SHOWN = 12;

    private Check() {}

    public static void main(String... args) throws IOException {
        var usage = "usage: Check make TAKES FOLDER | judge EXPECTATIONS FOLDER | self-test FOLDER";
        if (args.length == 3 && args[0].equals("make")) {
            make(lines(Path.of(args[1])), Path.of(args[2]));
        } else if (args.length == 3 && args[0].equals("judge")) {
            System.exit(judge(lines(Path.of(args[1])), Path.of(args[2])) ? 0 : 1);
        } else if (args.length == 2 && args[0].equals("self-test")) {
            System.exit(new SelfTest(Path.of(args[1])).run() ? 0 : 1);
        } else {
            System.err.println(usage);
            System.exit(2);
        }
    }

    /** Newton's method: each step doubles the bits that are right. */
    private static int inverse(int odd) {
        var result = odd;
        for (var step = 0; step < 5; step++) {
            result *= 2 - odd * result;
        }
        return result;
    }

    static int sample(int number) {
        return (number + 1) * SPREAD;
    }

    static int number(int sample) {
        return sample * GATHER - 1;
    }

    static int firstOf(int take) {
        return take << TAKE_BITS;
    }

    // --- what is sent ---

    /** Each line: file, take, rate, frames, frames of silence after them. A file .raw has no header and may span takes. */
    static void make(List<String> takes, Path folder) throws IOException {
        for (var line : takes) {
            var word = line.split("\\s+");
            var frames = Integer.parseInt(word[3]);
            var data = ByteBuffer.allocate((frames + Integer.parseInt(word[4])) * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (var i = 0; i < frames; i++) {
                data.putInt(sample(firstOf(Integer.parseInt(word[1])) + i));
            }
            var raw = word[0].endsWith(".raw");
            var file = folder.resolve(word[0]);
            Files.write(file, raw ? data.array() : wav(data.array(), Integer.parseInt(word[2])));
        }
    }

    static byte[] wav(byte[] data, int rate) {
        var wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 2);
        wav.putInt(rate).putInt(rate * 4).putShort((short) 4).putShort((short) 16);
        return wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data).array();
    }

    // --- what was heard ---

    /** Frames with consecutive numbers at one place; number is meaningless if silent. */
    record Run(String where, int at, int number, int frames, boolean silent) {
        int take() {
            return number >>> TAKE_BITS;
        }

        int first() {
            return number & ((1 << TAKE_BITS) - 1);
        }

        int end() {
            return first() + frames;
        }

        @Override
        public String toString() {
            return where + "@" + at + (silent ? " silence" : " take " + take() + " frame " + first()) + " +" + frames;
        }
    }

    /** The sound of a WAV file, S16 stereo. A length in the header that cannot be is taken for the end of the file. */
    static List<Run> listen(String where, Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var at = 12;
        while (at + 8 <= bytes.limit()) {
            var id = new String(bytes.array(), at, 4, StandardCharsets.US_ASCII);
            var length = bytes.getInt(at + 4) & 0xffffffffL;
            at += 8;
            if (id.equals("fmt ") && (bytes.getShort(at + 2) != 2 || bytes.getShort(at + 14) != 16)) {
                throw new IOException(file + " is not 16 bits stereo");
            }
            if (id.equals("data")) {
                var rest = bytes.limit() - at;
                return runs(where, bytes.slice(at, (int) (length == 0 || length > rest ? rest : length)).order(ByteOrder.LITTLE_ENDIAN));
            }
            at += (int) Math.min(length + (length & 1), bytes.limit());
        }
        throw new IOException(file + " is not a WAV file");
    }

    private static List<Run> runs(String where, ByteBuffer data) {
        var runs = new ArrayList<Run>();
        var frames = data.remaining() / 4;
        for (var start = 0; start < frames; ) {
            var first = data.getInt(start * 4);
            var number = number(first);
            var end = start + 1;
            while (end < frames && data.getInt(end * 4) == (first == 0 ? 0 : sample(number + end - start))) {
                end++;
            }
            runs.add(new Run(where, start, number, end - start, first == 0));
            start = end;
        }
        return runs;
    }

    // --- the judgement ---

    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    static void demand(boolean condition, String otherwise) throws Wrong {
        if (!condition) {
            throw new Wrong(otherwise);
        }
    }

    /** One line: rule, name, and the rest as key=value. */
    static boolean judge(List<String> expectations, Path folder) throws IOException {
        var passed = true;
        for (var line : expectations) {
            var word = line.split("\\s+");
            var values = new HashMap<String, String>();
            for (var i = 2; i < word.length; i++) {
                var pair = word[i].split("=", 2);
                values.put(pair[0], pair[1]);
            }
            try {
                System.out.println("heard   " + word[1] + ": " + new Expectation(folder, values).judge(word[0]));
            } catch (Wrong | IOException e) {
                var reason = e instanceof Wrong ? e.getMessage() : e.toString();
                System.out.println("FAILED  " + word[1] + ": " + reason);
                passed = false;
            }
        }
        return passed;
    }

    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    static String show(List<Run> runs) {
        var shown = String.join(", ", runs.stream().limit(RUNS_SHOWN).map(Run::toString).toList());
        return runs.size() > RUNS_SHOWN ? shown + " and " + (runs.size() - RUNS_SHOWN) + " more" : shown;
    }
}

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

/** Damages recordings and expects the judge to say so. */
final class SelfTest {
    private static final int TAKE = 7;
    private static final int FRAMES = 5000;
    private final Path folder;
    private boolean passed = true;

    SelfTest(Path folder) {
        this.folder = folder;
    }

    boolean run() throws IOException {
        Files.createDirectories(folder.resolve("heard"));
        Files.deleteIfExists(folder.resolve("heard/b.wav"));
        var once = "once x take=7 frames=5000 heard=a";
        var handed = "take=7 frames=5000 heard=a,b";
        hear("a", 0, FRAMES);
        expect(true, "whole", once);
        hear("a", 0, 2000, 2001, FRAMES);
        expect(false, "one frame dropped", once);
        hear("a", 0, 2001, 2000, FRAMES);
        expect(false, "one frame repeated", once);
        expect(false, "one frame repeated on one card", "replay x take=7 frames=5000 heard=a limit=9");
        hear("a", 0, FRAMES - 1);
        expect(false, "the last frame missing", once);
        hear("a", 1, FRAMES);
        expect(false, "the first frame missing", once);
        hear("a", 0, FRAMES, 0, 10);
        expect(false, "the beginning again", once);
        hear("a", 0, 3000);
        hear("b", 3000, FRAMES);
        expect(true, "handed over", "once x " + handed);
        expect(false, "heard on a card that has no part in it", "once x take=7 frames=3000 heard=a");
        expect(false, "handed over the other way", "once x take=7 frames=5000 heard=b,a");
        expect(true, "an honest report", "once x report=r.json swaps=PLANNED " + handed);
        report(1, 0);
        expect(false, "a report of loss", "once x report=r.json " + handed);
        hear("b", 3001, FRAMES);
        expect(false, "one frame lost between cards", "once x " + handed);
        expect(false, "one frame lost between cards, replay", "replay x limit=99 " + handed);
        hear("b", 2990, FRAMES);
        expect(false, "ten frames twice", "once x " + handed);
        expect(true, "ten frames twice, allowed", "replay x limit=10 " + handed);
        expect(false, "ten frames twice, nine allowed", "replay x limit=9 " + handed);
        report(0, 9);
        expect(false, "a report that hides a repeat", "replay x limit=10 report=r.json " + handed);
        expect(true, "clean", "clean x takes=7 heard=a,b");
        expect(false, "noise", "clean x takes=6 heard=a,b");
        expect(false, "a source that ends", "continuous x take=7 frames=2000 heard=b");
        record("b", 10, FRAMES);
        expect(true, "continuous", "continuous x take=7 frames=2000 heard=b");
        record("b", 0, 3000, 3001, FRAMES);
        expect(false, "not continuous", "continuous x take=7 frames=2000 heard=b");
        return passed;
    }

    /** What a card played: a recording and silence after it. An honest report with it. */
    private void hear(String card, int... pieces) throws IOException {
        var data = pieces(pieces);
        write(card, Arrays.copyOf(data, data.length + 4000));
        report(0, 0);
    }

    private void record(String card, int... pieces) throws IOException {
        write(card, pieces(pieces));
    }

    private void write(String card, byte[] data) throws IOException {
        Files.write(folder.resolve("heard/" + card + ".wav"), Check.wav(data, 48_000));
    }

    /** Some silence, then pieces from one frame up to another. */
    private static byte[] pieces(int... pieces) {
        var data = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        data.position(400);
        for (var piece = 0; piece < pieces.length; piece += 2) {
            for (var frame = pieces[piece]; frame < pieces[piece + 1]; frame++) {
                data.putInt(Check.sample(Check.firstOf(TAKE) + frame));
            }
        }
        return Arrays.copyOf(data.array(), data.position());
    }

    private void report(int lost, int repeated) throws IOException {
        var text = "{\"framesSubmitted\": %d, \"framesLost\": %d, \"framesRepeated\": %d, \"swaps\": [{\"reason\": \"PLANNED\"}]}";
        Files.writeString(folder.resolve("r.json"), text.formatted(FRAMES, lost, repeated));
    }

    private void expect(boolean good, String what, String expectation) throws IOException {
        var word = expectation.split("\\s+");
        var values = new HashMap<String, String>();
        for (var i = 2; i < word.length; i++) {
            values.put(word[i].split("=")[0], word[i].split("=")[1]);
        }
        String verdict = null;
        try {
            new Expectation(folder, values).judge(word[0]);
        } catch (Check.Wrong e) {
            verdict = e.getMessage();
        }
        if (good != (verdict == null)) {
            System.out.println("FAILED  self-test, " + what + ": " + (good ? verdict : "was accepted"));
            passed = false;
        }
    }
}
