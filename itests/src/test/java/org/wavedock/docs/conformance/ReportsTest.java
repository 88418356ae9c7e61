// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReportsTest {
    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;

    @Before
    public void setUp() {
        folder = temporary.getRoot().toPath();
    }

    private Reports report(String... cases) throws IOException {
        Files.writeString(
                folder.resolve("TEST-a.ATest.xml"),
                "<?xml version=\"1.0\"?>\n<testsuite name=\"a.ATest\">" + String.join("\n", cases) + "</testsuite>");
        return Reports.read(folder, Instant.EPOCH);
    }

    private static String testCase(String name, String inside) {
        return "<testcase name=\"" + name + "\" classname=\"A class with a name\" time=\"0\">" + inside + "</testcase>";
    }

    @Test
    public void tellsGreenFromRedFromSkipped() throws IOException {
        var reports = report(
                testCase("green", "<system-out>failure</system-out>"),
                testCase("red", "<failure type=\"x\">y</failure>"),
                testCase("broken", "<error/>"),
                testCase("skipped", "<skipped message=\"no card\"/>"));

        assertThat(reports.of("a.ATest", "green")).isEqualTo(Outcome.PASSED);
        assertThat(reports.of("a.ATest", "red")).isEqualTo(Outcome.FAILED);
        assertThat(reports.of("a.ATest", "broken")).isEqualTo(Outcome.FAILED);
        assertThat(reports.of("a.ATest", "skipped")).isEqualTo(Outcome.SKIPPED);
        assertThat(reports.of("a.ATest", "unheard")).isEqualTo(Outcome.ABSENT);
        assertThat(reports.of("a.BTest", "green")).isEqualTo(Outcome.ABSENT);
    }

    @Test
    public void allInvocationsOfATestCount() throws IOException {
        var reports = report(
                testCase("one(int)[1]", ""),
                testCase("one(int)[2]", "<failure/>"),
                testCase("one(int)[3]", "<skipped/>"),
                testCase("two(int, String)[1]", ""),
                testCase("two(int, String)[2]", "<skipped/>"),
                testCase("pax:EagerSingleStagedReactor", ""));

        assertThat(reports.of("a.ATest", "one")).isEqualTo(Outcome.FAILED);
        assertThat(reports.of("a.ATest", "two")).isEqualTo(Outcome.SKIPPED);
        assertThat(reports.of("a.ATest", "pax")).isEqualTo(Outcome.PASSED);
        assertThat(reports.of("a.ATest", "on")).isEqualTo(Outcome.ABSENT);
    }

    @Test
    public void aClassThatFailedBeforeItsTestsIsRed() throws IOException {
        var reports = report(testCase("", "<error/>"), testCase("one", ""));

        assertThat(reports.of("a.ATest", "one")).isEqualTo(Outcome.FAILED);
    }

    @Test
    public void reportsOfAnEarlierBuildDoNotCount() throws IOException {
        report(testCase("one", ""));
        var reports = Reports.read(folder, Instant.now().plusSeconds(60));

        assertThat(reports.isEmpty()).isTrue();
        assertThat(reports.of("a.ATest", "one")).isEqualTo(Outcome.ABSENT);
        assertThat(Reports.read(folder.resolve("missing"), Instant.EPOCH).isEmpty())
                .isTrue();
        assertThat(report(testCase("one", "")).isEmpty()).isFalse();
    }

    @Test
    public void whatIsNoReportIsAnError() {
        assertThatIOException().isThrownBy(() -> report("<testcase")).withMessageContaining("TEST-a.ATest.xml");
    }
}
