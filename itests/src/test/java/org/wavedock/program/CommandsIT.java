// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The other commands. */
public class CommandsIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program;

    @Before
    public void enter() {
        program = Program.in(temporary.getRoot().toPath());
    }

    @Test
    public void devicesAreListedTheBestFirst() {
        var lines = program.run("devices").isSuccess().out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("device").contains("ranking");
        assertThat(lines.get(1)).startsWith("sim0").contains("20");
        assertThat(lines.get(2)).startsWith("sim1").contains("10");
    }

    @Test
    public void devicesAreListedForPrograms() {
        var devices = JsonParser.parseString(
                        program.run("devices", "--json").isSuccess().out())
                .getAsJsonArray();
        var names = new ArrayList<String>();
        devices.forEach(device -> names.add(device.getAsJsonObject().get("name").getAsString()));
        assertThat(names).containsExactly("sim0", "sim1");
        var best = devices.get(0).getAsJsonObject();
        assertThat(best.get("ranking").getAsInt()).isEqualTo(20);
        assertThat(best.get("bundle").getAsString()).isEqualTo("sim-backend-bundle");
    }

    @Test
    public void aRecordingHasTheLengthAskedForAndTheTone() {
        program.run("record", "rec.wav", "--seconds", "1", "--from", "sim1").isSuccess();
        var recording = WavFile.read(program.file("rec.wav"));
        recording.hasFormatOf(new Sound(Sample.S16, 2, 48_000, new byte[0]));
        assertThat(recording.frames()).isEqualTo(48_000);
        assertThat(upwardCrossings(recording)).as("tone of 660 Hz").isBetween(655, 665);
    }

    @Test
    public void aRecordingHasTheFormatAskedFor() {
        program.run("record rec.wav --seconds 2.5 --rate 44100 --channels 1 --encoding s24_packed --speed max"
                        .split(" "))
                .isSuccess();
        var recording = WavFile.read(program.file("rec.wav"));
        recording.hasFormatOf(new Sound(Sample.S24, 1, 44_100, new byte[0]));
        assertThat(recording.frames()).isEqualTo(110_250);
    }

    /** Of the first channel of 16-bit samples. */
    private static int upwardCrossings(WavFile recording) {
        var samples = ByteBuffer.wrap(recording.data()).order(ByteOrder.LITTLE_ENDIAN);
        var crossings = 0;
        for (var at = recording.frameBytes(); at < samples.limit(); at += recording.frameBytes()) {
            if (samples.getShort(at - recording.frameBytes()) < 0 && samples.getShort(at) >= 0) {
                crossings++;
            }
        }
        return crossings;
    }

    @Test
    public void theDemoEndsWithNothingLostAndNothingRepeated() throws Exception {
        var lines = program.run("demo", "--out", "show", "--speed", "max")
                .isSuccess()
                .out()
                .lines()
                .toList();
        var rendition = Rendition.read(program, "show/taps", "show/report.json");
        var frames = rendition.count("framesSubmitted");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo(frames + " frames submitted, " + frames + " rendered, 0 lost, 0 repeated");
        assertThat(rendition.devices()).containsExactly("sim0", "sim1", "sim0");
        var melody = WavFile.read(program.file("show/melody.wav"));
        rendition.isExactly(new Sound(Sample.S16, melody.channels(), melody.rate(), melody.data()));
        assertThat(WavFile.read(program.file("show/heard.wav")).data()).isEqualTo(melody.data());
        program.verify("show/melody.wav", "show/taps", "show/report.json").isSuccess();
        // Again, over the files of the first time.
        program.run("demo", "--out", "show", "--speed", "max").isSuccess();
    }

    @Test
    public void theDemoPlaysInRealTimeToo() {
        assertThat(program.run("demo", "--out", "show").isSuccess().out()).endsWith(" rendered, 0 lost, 0 repeated\n");
    }

    @Test
    public void theDemoIsRefusedAPlaceWhereItCannotWrite() throws Exception {
        Files.writeString(program.file("show"), "in the way");
        program.run("demo", "--out", "show").isRefused(1, "show");
    }

    @Test
    public void helpNamesEveryCommandAndEveryOption() {
        var help = program.run("--help").isSuccess().out();
        assertThat(help)
                .contains("devices", "play", "record", "demo", "soak", "doctor", "--config", "--verbose", "--version");
        assertThat(program.run("play", "--help").isSuccess().out())
                .contains(
                        "--on",
                        "--port",
                        "--convert",
                        "--swap",
                        "--stop-backend",
                        "--speed",
                        "--tap",
                        "--report",
                        "FILE");
        assertThat(program.run("record", "--help").isSuccess().out())
                .contains(
                        "--from",
                        "--port",
                        "--convert",
                        "--seconds",
                        "--rate",
                        "--channels",
                        "--encoding",
                        "--speed",
                        "FILE");
        assertThat(program.run("--version").isSuccess().out()).startsWith("Wavedock 0.");
    }

    @Test
    public void aSecondRunReplacesTheTapsOfTheFirst() {
        var sound = Sound.any(1);
        program.write("in.wav", sound.wav());
        program.run("play in.wav --swap sim1@0.5 --tap out --report r.json --speed max".split(" "))
                .isSuccess();
        program.run("play in.wav --on sim0 --tap out --report r.json --speed max".split(" "))
                .isSuccess();
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.taps()).containsOnlyKeys("sim0");
    }
}
