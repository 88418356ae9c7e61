// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the list of ids against the tests, what became of them, and the mutants they found. */
final class Conformance {
    private final Catalogue catalogue;
    /** By id, then by the test's name: how it went in the classes that have it. */
    private final Map<String, Map<String, List<Run>>> runs = new TreeMap<>();

    private final Map<String, List<Mutant>> mutants = new TreeMap<>();
    private final List<String> problems;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One run of a test.
     *
     * @param test the test
     * @param outcome what became of it
     */
    record Run(TaggedTest test, Outcome outcome) {}

    /** All that a build knows. */
    Conformance(Catalogue catalogue, List<Run> runs, List<Mutant> mutants) {
        this.catalogue = catalogue;
        problems = new ArrayList<>(catalogue.problems());
        runs.forEach(this::add);
        mutants.forEach(this::add);
        catalogue.assertions().forEach((id, assertion) -> rows.add(row(id, assertion)));
    }

    private void add(Run run) {
        for (var id : run.test().ids()) {
            if (!catalogue.assertions().containsKey(id)) {
                problems.add(run.test().name() + " has the tag " + id + ", which is no id");
            }
            runs.computeIfAbsent(id, key -> new TreeMap<>())
                    .computeIfAbsent(run.test().name(), key -> new ArrayList<>())
                    .add(run);
        }
    }

    private void add(Mutant mutant) {
        if (!catalogue.assertions().containsKey(mutant.id())) {
            problems.add("a mutant of " + mutant.test() + " names " + mutant.id() + ", which is no id");
        } else if (!tests(mutant.id()).containsKey(mutant.test())) {
            problems.add(mutant.id() + " has a mutant of " + mutant.test() + ", which is no test of it");
        } else {
            mutants.computeIfAbsent(mutant.id(), key -> new ArrayList<>()).add(mutant);
        }
    }

    private Map<String, List<Run>> tests(String id) {
        return runs.getOrDefault(id, Map.of());
    }

    private Row row(String id, String assertion) {
        var tests = new ArrayList<String>();
        var failures = new ArrayList<String>();
        var green = false;
        for (var test : tests(id).entrySet()) {
            var outcome = outcome(test.getValue());
            green |= outcome == Outcome.PASSED;
            tests.add(name(test.getKey(), test.getValue()));
            if (outcome != Outcome.PASSED) {
                failures.add(id + ": " + test.getKey() + " " + details(test.getValue()));
            }
        }
        problems.addAll(failures);
        var found = mutants.getOrDefault(id, List.of());
        if (catalogue.exempt().containsKey(id)) {
            if (!tests.isEmpty()) {
                problems.add(id + " is in exempt.tsv but has tests: " + tests);
            }
            return new Row(
                    id, assertion, Row.State.EXEMPT, tests, catalogue.exempt().get(id));
        }
        if (catalogue.pending().contains(id)) {
            if (green && failures.isEmpty() && !found.isEmpty()) {
                problems.add(id + " has a green test and a mutant: take it off pending.tsv");
            }
            return new Row(id, assertion, Row.State.PENDING, List.of(), "");
        }
        return judged(id, assertion, tests, failures, found);
    }

    private Row judged(String id, String assertion, List<String> tests, List<String> failures, List<Mutant> found) {
        if (tests.isEmpty()) {
            problems.add(id + " has no test: " + assertion);
        } else if (found.isEmpty()) {
            problems.add(id + " has no mutant: none of " + tests + " was seen to be red");
        }
        var good = !tests.isEmpty() && failures.isEmpty() && !found.isEmpty();
        var evidence = found.stream()
                .min(Comparator.comparingInt(this::reach))
                .map(mutant -> mutant.mutant() + " (`" + mutant.test() + "`)")
                .orElse("");
        return new Row(id, assertion, good ? Row.State.PASSED : Row.State.FAILED, tests, evidence);
    }

    /** How many ids a mutant breaks; the fewer, the more it says about one of them. */
    private int reach(Mutant mutant) {
        return (int) mutants.values().stream()
                .filter(others ->
                        others.stream().anyMatch(other -> other.mutant().equals(mutant.mutant())))
                .count();
    }

    /** An inherited test may be skipped where a device cannot do what it asks, but not everywhere. */
    private static Outcome outcome(List<Run> runs) {
        var worst = runs.stream().map(Run::outcome).reduce(Outcome.PASSED, Outcome::and);
        var onceGreen = runs.stream().anyMatch(run -> run.outcome() == Outcome.PASSED);
        return worst == Outcome.SKIPPED && onceGreen ? Outcome.PASSED : worst;
    }

    private static String details(List<Run> runs) {
        var details = new LinkedHashMap<String, Outcome>();
        runs.stream()
                .filter(run -> run.outcome() != Outcome.PASSED)
                .forEach(run -> details.put(run.test().testClass(), run.outcome()));
        var text = new ArrayList<String>();
        details.forEach((testClass, outcome) -> text.add(outcome + " in " + testClass));
        return String.join(", ", text);
    }

    private static String name(String test, List<Run> runs) {
        var heirs = new TreeSet<String>();
        for (var run : runs) {
            if (!run.test().testClass().equals(run.test().declaredIn())) {
                var name = run.test().testClass();
                heirs.add(name.substring(name.lastIndexOf('.') + 1).replace('$', '.'));
            }
        }
        return heirs.isEmpty() ? "`" + test + "`" : "`" + test + "` in `" + String.join("`, `", heirs) + "`";
    }

    /** What fails the build, except a stale document. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The table, in the order of the ids. */
    List<Row> rows() {
        return List.copyOf(rows);
    }
}
