// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** The check is seen to fail. */
public class ConformanceTest {
    private final Map<String, String> exempt = new LinkedHashMap<>();
    private final List<Conformance.Run> runs = new ArrayList<>();
    private final List<Mutant> mutants = new ArrayList<>();
    private final Set<String> pending = new TreeSet<>();

    /** Every id has a green test and a mutant. */
    public ConformanceTest() {
        for (var id : Catalogue.allIds()) {
            run("a.ATest", "a.ATest", "test" + id, Outcome.PASSED, id);
            mutants.add(new Mutant(id, "ATest#test" + id, "broken " + id));
        }
    }

    private void run(String testClass, String declaredIn, String method, Outcome outcome, String... ids) {
        runs.add(new Conformance.Run(new TaggedTest("m", testClass, declaredIn, method, Set.of(ids)), outcome));
    }

    private void withoutTest(String id) {
        runs.removeIf(run -> run.test().ids().contains(id));
        mutants.removeIf(mutant -> mutant.id().equals(id));
    }

    private Conformance check() {
        var assertions = new LinkedHashMap<String, String>();
        Catalogue.allIds().forEach(id -> assertions.put(id, "asserts " + id));
        return new Conformance(new Catalogue(assertions, exempt, pending), runs, mutants);
    }

    private static Row row(Conformance conformance, String id) {
        return conformance.rows().stream()
                .filter(row -> row.id().equals(id))
                .findAny()
                .orElseThrow();
    }

    @Test
    public void whatIsCompleteHasNoProblem() {
        var conformance = check();

        assertThat(conformance.problems()).isEmpty();
        assertThat(conformance.rows()).hasSize(156).allMatch(row -> row.state() == Row.State.PASSED);
        assertThat(row(conformance, "A12"))
                .isEqualTo(new Row(
                        "A12",
                        "asserts A12",
                        Row.State.PASSED,
                        List.of("`ATest#testA12`"),
                        "broken A12 (`ATest#testA12`)"));
    }

    @Test
    public void anIdWithoutTestIsAProblem() {
        withoutTest("A12");

        assertThat(check().problems()).containsExactly("A12 has no test: asserts A12");
        assertThat(row(check(), "A12").state()).isEqualTo(Row.State.FAILED);
    }

    @Test
    public void aTestThatIsNotGreenIsAProblem() {
        run("a.BTest", "a.BTest", "red", Outcome.FAILED, "A12");
        run("a.BTest", "a.BTest", "skipped", Outcome.SKIPPED, "A13");
        run("a.BTest", "a.BTest", "absent", Outcome.ABSENT, "A14", "A15");

        assertThat(check().problems())
                .containsExactly(
                        "A12: BTest#red failed in a.BTest",
                        "A13: BTest#skipped skipped in a.BTest",
                        "A14: BTest#absent did not run in a.BTest",
                        "A15: BTest#absent did not run in a.BTest");
        assertThat(row(check(), "A13").state()).isEqualTo(Row.State.FAILED);
    }

    @Test
    public void anInheritedTestMayBeSkippedButNotEverywhere() {
        run("a.SimTest", "t.Contract", "some", Outcome.PASSED, "A12");
        run("a.AlsaTest", "t.Contract", "some", Outcome.SKIPPED, "A12");
        assertThat(check().problems()).isEmpty();
        assertThat(row(check(), "A12").tests())
                .containsExactly("`ATest#testA12`", "`Contract#some` in `AlsaTest`, `SimTest`");

        run("a.AlsaTest", "t.Contract", "none", Outcome.SKIPPED, "A13");
        run("a.SimTest", "t.Contract", "red", Outcome.PASSED, "A14");
        run("a.AlsaTest", "t.Contract", "red", Outcome.FAILED, "A14");
        assertThat(check().problems())
                .containsExactly("A13: Contract#none skipped in a.AlsaTest", "A14: Contract#red failed in a.AlsaTest");
    }

    @Test
    public void anIdWithoutMutantIsAProblem() {
        mutants.removeIf(mutant -> mutant.id().equals("A12"));

        assertThat(check().problems())
                .containsExactly("A12 has no mutant: none of [`ATest#testA12`] was seen to be red");
    }

    @Test
    public void theMutantThatBreaksTheFewestIdsIsShown() {
        mutants.clear();
        for (var id : Catalogue.allIds()) {
            mutants.add(new Mutant(id, "ATest#test" + id, "everything is broken"));
        }
        mutants.add(new Mutant("A12", "ATest#testA12", "the size is rounded"));

        assertThat(row(check(), "A12").evidence()).isEqualTo("the size is rounded (`ATest#testA12`)");
        assertThat(row(check(), "A13").evidence()).isEqualTo("everything is broken (`ATest#testA13`)");
    }

    @Test
    public void anUnknownTagIsAProblem() {
        run("a.BTest", "a.BTest", "odd", Outcome.PASSED, "A111");

        assertThat(check().problems()).containsExactly("BTest#odd has the tag A111, which is no id");
    }

    @Test
    public void aMutantOfNobodyIsAProblem() {
        mutants.add(new Mutant("D01", "ATest#testA01", "x"));
        mutants.add(new Mutant("A02", "ATest#testA01", "x"));
        mutants.add(new Mutant("A01", "ATest#gone", "x"));

        assertThat(check().problems())
                .containsExactly(
                        "a mutant of ATest#testA01 names D01, which is no id",
                        "A02 has a mutant of ATest#testA01, which is no test of it",
                        "A01 has a mutant of ATest#gone, which is no test of it");
    }

    @Test
    public void whatMeansNothingInJavaNeedsNoTest() {
        withoutTest("A37");
        exempt.put("A37", "no MIDI");
        assertThat(check().problems()).isEmpty();
        assertThat(row(check(), "A37"))
                .isEqualTo(new Row("A37", "asserts A37", Row.State.EXEMPT, List.of(), "no MIDI"));

        exempt.put("A38", "wrong");
        exempt.put("D01", "what");
        assertThat(check().problems())
                .containsExactly(
                        "exempt.tsv names D01, which is no id",
                        "A38 is in exempt.tsv but has tests: [`ATest#testA38`]");
    }

    @Test
    public void whatIsPendingIsNamedAndMustReallyBe() {
        withoutTest("A12");
        pending.add("A12");
        var conformance = check();
        assertThat(conformance.problems()).isEmpty();
        assertThat(row(conformance, "A12").state()).isEqualTo(Row.State.PENDING);
        assertThat(Table.ids(conformance.rows(), Row.State.PENDING)).containsExactly("A12");
        assertThat(Table.text(conformance.rows(), List.of()))
                .contains("1 NOT YET")
                .contains("**NOT YET**, these have no test or no mutant: A12.")
                .contains("| A12 | asserts A12 | **NOT YET** |  |  |\n");

        mutants.removeIf(mutant -> mutant.id().equals("A13"));
        pending.add("A13");
        assertThat(check().problems()).as("it has a test, but no mutant").isEmpty();

        pending.add("A14");
        pending.add("D01");
        exempt.put("A12", "both");
        assertThat(check().problems())
                .containsExactly(
                        "A12 is in exempt.tsv and in pending.tsv",
                        "pending.tsv names D01, which is no id",
                        "A14 has a green test and a mutant: take it off pending.tsv");
    }

    @Test
    public void aPendingIdIsNotExcusedForARedTest() {
        run("a.BTest", "a.BTest", "red", Outcome.FAILED, "A12");
        pending.add("A12");

        assertThat(check().problems()).containsExactly("A12: BTest#red failed in a.BTest");
    }

    @Test
    public void aListOfOtherIdsIsAProblem() {
        var some = new Catalogue(Map.of("A01", "one"), Map.of(), Set.of());

        assertThat(some.problems()).singleElement().asString().contains("[A01], expected [A01, A02,");
    }

    @Test
    public void theTableHasOneLineForEachIdAndTheScores() {
        var text = Table.text(check().rows(), List.of(new Score("a.b", 200, 150, 149)));

        assertThat(text)
                .contains("156 ids: 156 passed.\n")
                .doesNotContain("NOT YET")
                .contains("| A12 | asserts A12 | passed | `ATest#testA12` | broken A12 (`ATest#testA12`) |\n")
                .endsWith("| `a.b` | 200 | 149 (74 %) | 99 % |\n");
        assertThat(text.lines().filter(line -> line.matches("\\| [ABC]\\d+ .*")))
                .hasSize(156);
    }
}
