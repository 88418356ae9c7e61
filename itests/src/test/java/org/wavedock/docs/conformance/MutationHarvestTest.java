// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MutationHarvestTest {
    private static final String ENGINE =
            "org.wavedock.dma.ATest.[engine:junit-jupiter]/[class:org.wavedock.dma.ATest]/";

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private static String mutation(String status, boolean detected, String description, String killers) {
        return "<mutation detected='" + detected + "' status='" + status + "' numberOfTestsRun='1'>"
                + "<mutatedClass>org.wavedock.dma.Channel$Part</mutatedClass><mutatedMethod>stop</mutatedMethod>"
                + "<killingTests>" + killers + "</killingTests><succeedingTests>x</succeedingTests>"
                + "<description>" + description + "</description></mutation>";
    }

    private MutationReport report(String... mutations) throws IOException {
        var file = temporary.getRoot().toPath().resolve("mutations.xml");
        Files.writeString(file, "<mutations>" + String.join("", mutations) + "</mutations>");
        var report = new MutationReport();
        report.add(file);
        return report;
    }

    @Test
    public void namesWhatWasChangedAndWhoFoundIt() throws IOException {
        var report = report(mutation(
                "KILLED",
                true,
                "removed call to org/wavedock/dma/Channel::halt",
                ENGINE + "[test-template:one(int)]/[test-template-invocation:#2]|" + ENGINE
                        + "[test-template:one(int)]/[test-template-invocation:#1]|" + ENGINE
                        + "[nested-class:In]/[method:two()]"));

        assertThat(report.mutations())
                .containsExactly(new MutationReport.Mutation(
                        "org.wavedock.dma",
                        "Channel.Part.stop: removed call to Channel.halt",
                        "KILLED",
                        true,
                        List.of("org.wavedock.dma.ATest#one", "org.wavedock.dma.ATest$In#two")));
    }

    @Test
    public void countsByPackage() throws IOException {
        var report = report(
                mutation("KILLED", true, "a", ENGINE + "[method:one()]"),
                mutation("TIMED_OUT", true, "b", ""),
                mutation("SURVIVED", false, "c", ""),
                mutation("NO_COVERAGE", false, "d", ""),
                mutation("NON_VIABLE", true, "e", ""));

        assertThat(report.scores()).containsExactly(new Score("org.wavedock.dma", 4, 3, 2));
        assertThat(report.scores().get(0).killedPercent()).isEqualTo(50);
        assertThat(report.scores().get(0).strengthPercent()).isEqualTo(66);
    }

    @Test
    public void aTestsMutantIsTheOneThatSaysMostAboutItsId() throws IOException {
        var one = ENGINE + "[method:one()]";
        var two = ENGINE + "[method:two()]";
        var three = ENGINE + "[method:three()]";
        var report = report(
                mutation("KILLED", true, "a wide one", one + "|" + two),
                mutation("KILLED", true, "b for both", one + "|" + three),
                mutation("KILLED", true, "b of toString", one),
                mutation("SURVIVED", false, "d unseen", ""));
        var tests = List.of(
                test("one", "A100"),
                test("three", "A100"),
                test("one", "A99"),
                test("two", "B01"),
                test("four", "B02"));
        var before = List.of(
                new Mutant("A01", "ATest#one", "of the last time"), new Mutant("C01", "XIT#three", "by hand: no lock"));

        assertThat(MutationHarvest.mutants(before, tests, report))
                .containsExactly(
                        new Mutant("A99", "ATest#one", "Channel.Part.stop: a wide one"),
                        new Mutant("A100", "ATest#one", "Channel.Part.stop: b for both"),
                        new Mutant("A100", "ATest#three", "Channel.Part.stop: b for both"),
                        new Mutant("B01", "ATest#two", "Channel.Part.stop: a wide one"),
                        new Mutant("C01", "XIT#three", "by hand: no lock"));
    }

    @Test
    public void amongEqualsTheOneThatFewFindIsTaken() throws IOException {
        var one = ENGINE + "[method:one()]";
        var two = ENGINE + "[method:two()]";
        var report = report(
                mutation("KILLED", true, "a wide one", one + "|" + two),
                mutation("KILLED", true, "c narrow one", one),
                mutation("KILLED", true, "b narrow one", one));

        assertThat(MutationHarvest.mutants(List.of(), List.of(test("one", "A01"), test("two", "A01")), report))
                .containsExactly(
                        new Mutant("A01", "ATest#one", "Channel.Part.stop: b narrow one"),
                        new Mutant("A01", "ATest#two", "Channel.Part.stop: a wide one"));
    }

    private static TaggedTest test(String method, String id) {
        return new TaggedTest("m", "org.wavedock.dma.ATest", "org.wavedock.dma.ATest", method, Set.of(id));
    }

    @Test
    public void writesBothFilesAndKeepsTheirComments() throws IOException {
        var root = temporary.getRoot().toPath();
        write(root, "pom.xml", "<module>a</module>");
        write(root, "a/src/x", "");
        write(root, "docs/conformance-mutants.tsv", "# head\nA01\tATest#one\told\n");
        write(root, "docs/conformance-scores.tsv", "# scores\nold\t1\t1\t1\n");
        write(
                root,
                "a/target/pit-reports/mutations.xml",
                "<mutations>" + mutation("KILLED", true, "a", ENGINE + "[method:one()]") + "</mutations>");
        ClassFiles.test(root.resolve("a/target/test-classes"), "org/wavedock/dma/ATest")
                .method("one", ClassFiles.TEST, "A01")
                .write();

        MutationHarvest.main(new String[] {root.toString(), "true"});

        assertThat(root.resolve("docs/conformance-mutants.tsv"))
                .hasContent("# head\nA01\tATest#one\tChannel.Part.stop: a\n");
        assertThat(root.resolve("docs/conformance-scores.tsv")).hasContent("# scores\norg.wavedock.dma\t1\t1\t1\n");
    }

    @Test
    public void writesScoresOnlyIfNotEveryTestWasTried() throws IOException {
        var root = temporary.getRoot().toPath();
        write(root, "docs/conformance-mutants.tsv", "# head\nA01\tATest#one\told\n");
        write(root, "docs/conformance-scores.tsv", "# scores\nold\t1\t1\t1\n");
        write(
                root,
                "a/target/pit-reports/mutations.xml",
                "<mutations>" + mutation("KILLED", true, "a", ENGINE + "[method:one()]") + "</mutations>");

        MutationHarvest.main(new String[] {root.toString(), "false"});

        assertThat(root.resolve("docs/conformance-mutants.tsv")).hasContent("# head\nA01\tATest#one\told\n");
        assertThat(root.resolve("docs/conformance-scores.tsv")).hasContent("# scores\norg.wavedock.dma\t1\t1\t1\n");
    }

    private static void write(Path root, String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @Test
    public void whatIsNoReportIsAnError() {
        assertThatIOException().isThrownBy(() -> report("<mutation>")).withMessageContaining("mutations.xml");
    }
}
