// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The modules of the build: their classes, their reports, and what their tests wrote. */
final class Reactor {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    /** Modules that are tested on the newest Java alone. */
    private static final Pattern NEWER_JAVA = Pattern.compile(
            "<maven\\.compiler\\.release>(?!17<)\\d+</maven\\.compiler\\.release>|<wavedock\\.java17\\.skipUnit>true<");

    private final Path root;
    private final Instant since;
    private final boolean java17;
    private final List<String> modules;
    private final Map<Path, Reports> reports = new HashMap<>();

    /**
     * A build.
     *
     * @param root the folder of the root pom
     * @param since when the build began; what is older does not count
     * @param java17 whether the tests run on Java 17 too
     */
    Reactor(Path root, Instant since, boolean java17) throws IOException {
        this.root = root;
        this.since = since;
        this.java17 = java17;
        modules = MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(module -> Files.isDirectory(root.resolve(module).resolve("src")))
                .toList();
    }

    private boolean hasTests(String module) {
        return Files.isDirectory(root.resolve(module).resolve("src/test/java"));
    }

    /** All classes of all modules. */
    TestClasses classes() throws IOException {
        var classes = new TestClasses();
        for (var module : modules) {
            var target = root.resolve(module).resolve("target");
            classes.add(module, target.resolve("classes"), false);
            classes.add(module, target.resolve("test-classes"), true);
        }
        return classes;
    }

    /** What is missing to say anything at all: modules whose tests this build did not run. */
    List<String> missing(List<TaggedTest> tests) throws IOException {
        var missing = new ArrayList<String>();
        for (var module : modules) {
            if (hasTests(module)) {
                missing.addAll(missing(module, unitReports(module)));
            }
        }
        var integrated = tests.stream()
                .filter(Reactor::isIntegrationTest)
                .map(TaggedTest::module)
                .distinct()
                .toList();
        for (var module : integrated) {
            missing.addAll(missing(module, integrationReports(module)));
        }
        return missing;
    }

    private List<String> missing(String module, List<Path> folders) throws IOException {
        var missing = new ArrayList<String>();
        for (var folder : folders) {
            if (reports(folder).isEmpty()) {
                missing.add("module " + module + ": no reports of this build in " + root.relativize(folder));
            }
        }
        return missing;
    }

    /** What became of a test in all the runs it has to take part in. */
    Outcome outcome(TaggedTest test) throws IOException {
        var outcome = Outcome.PASSED;
        var folders = isIntegrationTest(test) ? integrationReports(test.module()) : unitReports(test.module());
        for (var folder : folders) {
            outcome = outcome.and(reports(folder).of(test.testClass(), test.method()));
        }
        return outcome;
    }

    private static boolean isIntegrationTest(TaggedTest test) {
        return test.testClass().endsWith("IT");
    }

    private Reports reports(Path folder) throws IOException {
        var known = reports.get(folder);
        if (known == null) {
            known = Reports.read(folder, since);
            reports.put(folder, known);
        }
        return known;
    }

    private List<Path> unitReports(String module) throws IOException {
        var folder = root.resolve(module);
        var reports = folder.resolve("target/surefire-reports");
        var newer =
                NEWER_JAVA.matcher(Files.readString(folder.resolve("pom.xml"))).find();
        return java17 && !newer ? List.of(reports, reports.resolve("java17")) : List.of(reports);
    }

    private List<Path> integrationReports(String module) {
        var reports = root.resolve(module).resolve("target/failsafe-reports");
        return java17
                ? List.of(reports.resolve("newest"), reports.resolve("java17"))
                : List.of(reports.resolve("newest"));
    }

    /** The mutants that tests of this build ran by themselves. */
    List<Mutant> mutants() throws IOException {
        var mutants = new ArrayList<Mutant>();
        for (var module : modules) {
            var file = root.resolve(module).resolve("target/conformance/mutants.tsv");
            if (Files.isRegularFile(file)
                    && !Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                mutants.addAll(Mutant.read(file));
            }
        }
        return mutants;
    }
}
