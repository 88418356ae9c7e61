// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("simulate")
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    @DisplayName("lives so many seeds and tells the numbers")
    void tellsTheNumbers(@TempDir Path folder) throws IOException {
        var json = folder.resolve("report.json");
        assertThat(run("--seeds", "3", "--first", "5", "--json", json.toString()))
                .isZero();
        assertThat(out.toString()).contains("planned swaps", "3 seeds from 5, all hold");
        var report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(report.getAsJsonObject("totals").get("seeds").getAsInt()).isEqualTo(3);
        assertThat(report.getAsJsonArray("failures")).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName("replays a seed byte by byte")
    void replays() {
        assertThat(run("--replay", "5")).isZero();
        var first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("--replay", "5")).isZero();
        assertThat(out.toString()).isEqualTo(first).contains("run wavedock-control", "seed 5: all holds");
    }

    @Test
    @DisplayName("says what was expected of its arguments")
    void saysWhatWasExpected() {
        assertThat(run("--seeds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--seeds is 0, expected 1 or more");
        assertThat(run("--minutes", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--minutes is -1.0, expected more than 0");
    }
}
