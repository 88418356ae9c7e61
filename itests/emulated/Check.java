// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

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
