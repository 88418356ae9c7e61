// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.wavedock.program.Mutation.Change;

/** A short soak on the clock on the wall; and builds that are wrong somewhere, which a soak must find out. */
public class SoakIT {
    /** Legs end when all is counted, which may take long where much else runs. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final String SOAK = "soak --minutes 0.4 --seed 7 --report r.json";
    private static final String DEVICE = "org/wavedock/runtime/engine/Device.java";
    private static final String LEDGER = "org/wavedock/runtime/engine/Ledger.java";
    private static final String PIN = "org/wavedock/runtime/port/RenderPin.java";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void everyFrameIsAccountedForAndNothingIsLeftBehind() throws Exception {
        var program = Program.in(temporary.getRoot().toPath());
        program.start(SOAK.split(" ")).await(LIMIT).isSuccess();
        var report = report(program);
        assertThat(report.getAsJsonArray("violations")).isEmpty();
        assertThat(report.getAsJsonArray("footprints")).hasSizeGreaterThanOrEqualTo(3);
        var figures = report.getAsJsonObject("figures");
        var swaps = figures.getAsJsonObject("swaps");
        assertThat(swaps.getAsJsonObject("byReason").get("BACKEND_LEFT").getAsLong())
                .isGreaterThan(100);
        assertThat(swaps.get("plannedLost").getAsLong()).isZero();
        assertThat(swaps.get("plannedRepeated").getAsLong()).isZero();
        var frames = figures.getAsJsonObject("renderFrames");
        assertThat(frames.get("rendered").getAsLong())
                .isGreaterThan(1_000_000)
                .isEqualTo(frames.get("submitted").getAsLong()
                        - frames.get("lostByClose").getAsLong()
                        - frames.get("lostInFifos").getAsLong());
    }

    @Test
    public void aPumpThatIsNeverEndedIsFoundOut() throws Exception {
        isFoundOut(DEVICE, new Change("pump.end();", ""), "threads wavedock-pump-soak");
    }

    @Test
    public void aLedgerThatForgetsAFrameIsFoundOut() throws Exception {
        isFoundOut(
                LEDGER,
                new Change("rendered += fresh;", "rendered += Math.max(0, fresh - 1);"),
                "frames rendered: the ledger says");
    }

    /** The books are in order: only what was recorded tells. */
    @Test
    public void aFrameThatIsPlayedInPlaceOfAnotherIsFoundOut() throws Exception {
        isFoundOut(
                PIN,
                new Change(
                        "source.copyTo(streamFrame + done, piece,",
                        "source.copyTo(streamFrame + done - (streamFrame > 10_000 && piece < 8 ? 1 : 0), piece,"),
                "heard frame");
    }

    private void isFoundOut(String file, Change change, String complaint) throws IOException {
        var program = Mutation.build(temporary.newFolder().toPath(), file, List.of(change));
        var outcome = program.start((SOAK + " --streams 20").split(" ")).await(LIMIT);
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains(complaint);
        assertThat(report(program).getAsJsonArray("violations")).isNotEmpty();
    }

    private static JsonObject report(Program program) throws IOException {
        return JsonParser.parseString(Files.readString(program.file("r.json"))).getAsJsonObject();
    }
}
