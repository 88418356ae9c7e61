// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;

/**
 * {@code docs/conformance.md} is what the tests of this build show. Runs after all of them, in an execution of its own: before,
 * there is nothing to read.
 */
public class ConformanceIT {
    private Path root;
    private Reactor reactor;
    private boolean java17;

    @Before
    public void setUp() throws IOException {
        var start = System.getProperty("conformance.since");
        Assume.assumeNotNull(start);
        root = Path.of(System.getProperty("wavedock.root"));
        java17 = !Boolean.getBoolean("conformance.skip17");
        reactor = new Reactor(root, Instant.ofEpochMilli(Long.parseLong(start)), java17);
    }

    @Test
    public void everyIdHasAGreenTestThatWasSeenRedAndTheDocumentSaysSo() throws IOException {
        var classes = reactor.classes();
        var tests = classes.tests();
        assertThat(reactor.missing(tests))
                .as("modules that this build did not test; the table is made from a whole build")
                .isEmpty();
        var runs = new ArrayList<Conformance.Run>();
        for (var test : tests) {
            runs.add(new Conformance.Run(test, reactor.outcome(test)));
        }
        var mutants = new ArrayList<>(Mutant.read(root.resolve("docs/conformance-mutants.tsv")));
        mutants.addAll(reactor.mutants());
        var resources = root.resolve("itests/src/test/resources/conformance");
        var conformance = new Conformance(Catalogue.read(resources), runs, mutants);
        var problems = new ArrayList<>(classes.problems());
        problems.addAll(conformance.problems());
        warn(Table.ids(conformance.rows(), Row.State.PENDING));
        var text = Table.text(conformance.rows(), Score.read(root.resolve("docs/conformance-scores.tsv")));
        var document = new Document(root.resolve("docs/conformance.md"));
        problems.addAll(
                System.getProperty("conformance.write") == null
                        ? document.problems(text)
                        : document.write(text, java17));
        assertThat(problems).as("conformance").isEmpty();
    }

    private static void warn(List<String> pending) {
        if (!pending.isEmpty()) {
            System.out.println("*************************************************************");
            System.out.println("NOT YET: " + pending.size() + " ids have no test or no mutant: " + pending);
            System.out.println("*************************************************************");
        }
    }
}
