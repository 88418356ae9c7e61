// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A file goes to a card of another format and back, and the report says so. */
public class ConvertIT {
    private static final int RATE = 44_100;
    private static final String CARD = "rate.min = 44100\nrate.max = 44100\nchannels.max = 1\nencodings = S24_PACKED\n";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program() throws IOException {
        var assembly = Assembly.withOwnCards(temporary.newFolder().toPath());
        var cards = assembly.resolve("etc");
        Files.writeString(cards.resolve("org.wavedock.sim.card-good.cfg"), "name = good\nservice.ranking = 1\n");
        Files.writeString(cards.resolve("org.wavedock.sim.card-cd.cfg"), "name = cd\n" + CARD);
        return new Program(assembly, temporary.newFolder().toPath());
    }

    @Test
    public void aSwapToACardOfAnotherFormatLosesNothing() throws IOException {
        var program = program();
        program.write("in.wav", Sound.any(1).wav());
        var order = "play in.wav --on good --swap cd@0.3 --swap good@0.7 --tap out --report r.json --speed max";
        var told = program.run(order.split(" ")).isSuccess().out();
        assertThat(told).contains("cd (44100 Hz, 1 ch, S24_PACKED)");
        var rendition = Rendition.read(program, "out", "r.json");
        assertThat(rendition.count("framesRendered")).isEqualTo(rendition.count("framesSubmitted"));
        assertThat(rendition.count("framesLost") + rendition.count("framesRepeated"))
                .isZero();
        var swaps = rendition.swaps();
        assertThat(swaps).hasSize(2);
        var there = swaps.get(0).getAsJsonObject("toFormat");
        assertThat(there).hasToString("{\"sampleRate\":44100,\"channels\":1,\"encoding\":\"S24_PACKED\"}");
        assertThat(swaps.get(1).getAsJsonObject("fromFormat")).isEqualTo(there);
        var away = rendition.segments().get(1);
        assertThat(away.get("tapFrames").getAsLong() * 48_000 / RATE)
                .isBetween(
                        away.get("frames").getAsLong() - 1, away.get("frames").getAsLong());
        var tap = rendition.taps().get("cd");
        assertThat(tap.rate()).isEqualTo(RATE);
        assertThat(tap.channels()).isEqualTo(1);
    }

    @Test
    public void aRecordingFromACardOfAnotherFormatHasTheFormatAskedFor() throws IOException {
        var program = program();
        var told = program.run("record rec.wav --from cd --seconds 1 --rate 48000 --channels 2 --speed max".split(" "));
        assertThat(told.exit()).isZero();
        assertThat(told.err()).contains("cd takes 44100 Hz, 1 ch, S24_PACKED");
        var recording = WavFile.read(program.file("rec.wav"));
        assertThat(recording.rate()).isEqualTo(48_000);
        assertThat(recording.channels()).isEqualTo(2);
        assertThat(recording.data()).hasSize(48_000 * 4);
    }
}
