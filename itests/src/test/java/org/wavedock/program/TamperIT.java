// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Evidence that was touched after a flawless run, which {@code verify-taps} must not accept. */
public class TamperIT {
    private static final int FRAME_BYTES = 4;

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    private static Program program;

    private Path tap;
    private byte[] tapBytes;
    private Path report;
    private String reportText;

    /** One run for all tests. */
    @Before
    public void play() throws IOException {
        if (program == null) {
            program = Program.in(TEMPORARY.getRoot().toPath());
            program.write("in.wav", Sound.any(2).wav());
            program.run("play in.wav --swap sim1@0.7 --swap sim0@1.4 --tap out --report r.json --speed max".split(" "))
                    .isSuccess();
        }
        tap = program.file("out/sim1.wav");
        tapBytes = Files.readAllBytes(tap);
        report = program.file("r.json");
        reportText = Files.readString(report);
    }

    @After
    public void restore() throws IOException {
        Files.write(tap, tapBytes);
        Files.writeString(report, reportText);
    }

    @Test
    public void whatWasNotTouchedPasses() {
        program.verify("in.wav", "out", "r.json").isSuccess();
    }

    private void isFoundOut(String... words) {
        var verified = program.verify("in.wav", "out", "r.json");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isEqualTo(1);
        assertThat(verified.err()).contains(words).doesNotContain("Exception", "\tat ");
    }

    @Test
    public void aFlippedBitIsFoundAndItsFrameNamed() throws IOException {
        var start = Rendition.json(report)
                .getAsJsonArray("segments")
                .get(1)
                .getAsJsonObject()
                .get("streamFrame")
                .getAsInt();
        var changed = tapBytes.clone();
        var header = tapBytes.length - WavFile.read(tap).data().length;
        changed[header + 100 * FRAME_BYTES + 3] ^= 0x10;
        Files.write(tap, changed);
        isFoundOut("tap frame 100", "stream frame " + (start + 100));
    }

    @Test
    public void aTapThatWasCutIsFound() throws IOException {
        Files.write(tap, Arrays.copyOf(tapBytes, tapBytes.length - tapBytes.length / 4));
        isFoundOut("sim1.wav", "truncated");
    }

    @Test
    public void aTapWithSoundBehindItsSegmentsIsFound() throws IOException {
        var sound = WavFile.read(tap);
        var longer = Arrays.copyOf(sound.data(), sound.data().length + 10 * FRAME_BYTES);
        longer[longer.length - 1] = 1;
        Files.write(tap, new Sound(Sample.S16, 2, 48_000, longer).wav());
        isFoundOut("sim1.wav", "not silent at tap frame " + (longer.length / FRAME_BYTES - 1));
    }

    @Test
    public void aTapThatIsMissingIsFound() throws IOException {
        Files.delete(tap);
        isFoundOut("sim1", "missing");
    }

    @Test
    public void aTapOfAnotherFormatIsFound() throws IOException {
        Files.write(tap, Sound.noise(Sample.S16, 1, 48_000, 1000).wav());
        isFoundOut("sim1.wav");
    }

    @Test
    public void aTapThatIsNoAudioIsFound() throws IOException {
        Files.writeString(tap, "nothing to be heard here");
        isFoundOut("sim1.wav");
    }

    private void edited(Consumer<JsonObject> edit) throws IOException {
        var json = Rendition.json(report);
        edit.accept(json);
        Files.writeString(report, json.toString());
    }

    private static void add(JsonObject object, String name, long difference) {
        object.addProperty(name, object.get(name).getAsLong() + difference);
    }

    private void editedSegment(String name, long difference) throws IOException {
        edited(json -> add(json.getAsJsonArray("segments").get(1).getAsJsonObject(), name, difference));
    }

    @Test
    public void aSegmentThatWasMovedIsFound() throws IOException {
        editedSegment("tapFrame", 1);
        isFoundOut("frame");
    }

    @Test
    public void aSegmentThatIsSaidToBePlayedLaterIsFound() throws IOException {
        editedSegment("streamFrame", 1);
        isFoundOut("frame");
    }

    @Test
    public void aSegmentThatWasShortenedIsFound() throws IOException {
        editedSegment("frames", -1);
        isFoundOut("frame");
    }

    @Test
    public void aSegmentThatWasRemovedIsFound() throws IOException {
        edited(json -> json.getAsJsonArray("segments").remove(1));
        isFoundOut("frame");
    }

    @Test
    public void segmentsInAnotherOrderAreFound() throws IOException {
        edited(json -> {
            var segments = json.getAsJsonArray("segments");
            segments.add(segments.remove(1));
        });
        isFoundOut("stream frame");
    }

    @Test
    public void countsThatWereEditedAreFound() throws IOException {
        for (var name :
                new String[] {"framesSubmitted", "framesRendered", "framesLost", "framesDropped", "framesRepeated"}) {
            edited(json -> add(json, name, 1));
            isFoundOut(name);
            Files.writeString(report, reportText);
        }
    }

    @Test
    public void aReportThatIsNoneIsFound() throws IOException {
        Files.writeString(report, "all is well");
        isFoundOut("r.json");
        Files.writeString(report, "{}");
        isFoundOut("r.json");
        Files.writeString(report, "");
        isFoundOut("r.json");
    }
}
