// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;

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
