// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The end of {@code mvn -P mutation test-compile}: writes what PIT found into {@code docs/conformance-mutants.tsv} and
 * {@code docs/conformance-scores.tsv}. If it stopped at the first test that found a mutant, it knows the scores only.
 */
public final class MutationHarvest {
    private static final String BY_HAND = "by hand: ";

    private MutationHarvest() {}

    /**
     * Reads the reports of all modules that have one.
     *
     * @param arguments the folder of the root pom, and whether every mutant met every test
     */
    public static void main(String[] arguments) throws IOException {
        var root = Path.of(arguments[0]);
        var report = new MutationReport();
        try (var files = Files.find(root, 5, (file, attributes) -> file.endsWith("target/pit-reports/mutations.xml"))) {
            for (var file : files.sorted().toList()) {
                report.add(file);
            }
        }
        var docs = root.resolve("docs");
        if (Boolean.parseBoolean(arguments[1])) {
            var tests = new Reactor(root, Instant.EPOCH, false).classes().tests();
            var mutants = docs.resolve("conformance-mutants.tsv");
            rewrite(mutants, lines(mutants(Mutant.read(mutants), tests, report)));
        }
        rewrite(
                docs.resolve("conformance-scores.tsv"),
                report.scores().stream().map(Score::line).toList());
    }

    private static List<String> lines(Collection<Mutant> mutants) {
        return mutants.stream().map(Mutant::line).toList();
    }

    /** Keeps the comments at the top. */
    private static void rewrite(Path file, List<String> lines) throws IOException {
        var all = new ArrayList<>(Files.readAllLines(file).stream()
                .takeWhile(line -> line.startsWith("#"))
                .toList());
        all.addAll(lines);
        Files.write(file, all);
    }

    /** What was written by hand stays; everything else is as the report says. */
    static List<Mutant> mutants(List<Mutant> before, List<TaggedTest> tests, MutationReport report) {
        var lines = new TreeSet<Mutant>();
        before.stream().filter(mutant -> mutant.mutant().startsWith(BY_HAND)).forEach(lines::add);
        var testsOfId = new HashMap<String, Set<String>>();
        for (var test : tests) {
            test.ids()
                    .forEach(id -> testsOfId
                            .computeIfAbsent(id, key -> new HashSet<>())
                            .add(reportName(test)));
        }
        for (var test : tests) {
            for (var id : test.ids()) {
                report.mutantOf(reportName(test), testsOfId.get(id))
                        .ifPresent(mutant -> lines.add(new Mutant(id, test.name(), mutant)));
            }
        }
        return List.copyOf(lines);
    }

    private static String reportName(TaggedTest test) {
        return test.testClass() + "#" + test.method();
    }
}
