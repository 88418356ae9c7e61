// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReactorTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final String UNIT = "target/surefire-reports";
    private static final String UNIT17 = "target/surefire-reports/java17";
    private static final String WHOLE = "target/failsafe-reports/newest";

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private Path root;

    /** Two modules with tests, one of them for a newer Java, and one without. */
    @Before
    public void setUp() throws IOException {
        root = temporary.getRoot().toPath();
        write("pom.xml", "<module>cnf</module><module>a</module> <module>newer</module><module>main</module>");
        write("a/pom.xml", "<maven.compiler.release>17</maven.compiler.release>");
        write("newer/pom.xml", "<maven.compiler.release>22</maven.compiler.release>");
        Files.createDirectories(root.resolve("cnf"));
        Files.createDirectories(root.resolve("a/src/test/java"));
        Files.createDirectories(root.resolve("newer/src/test/java"));
        Files.createDirectories(root.resolve("main/src/main/java"));
        ClassFiles.test(root.resolve("a/target/test-classes"), "x/ATest")
                .method("one", ClassFiles.TEST, "A01")
                .write();
        report("a", UNIT, "x.ATest", START);
        report("a", UNIT17, "x.ATest", START.plusSeconds(1));
        report("newer", UNIT, "x.NewTest", START.plusSeconds(2));
    }

    private Path write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private void report(String module, String folder, String testClass, Instant time) throws IOException {
        var text = "<testsuite><testcase name=\"one\" classname=\"" + testClass + "\"/></testsuite>";
        var file = write(module + "/" + folder + "/TEST-" + testClass + ".xml", text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private List<String> missing(boolean java17) throws IOException {
        var reactor = new Reactor(root, START, java17);
        return reactor.missing(reactor.classes().tests());
    }

    private Outcome outcome(boolean java17) throws IOException {
        var reactor = new Reactor(root, START, java17);
        return reactor.outcome(reactor.classes().tests().get(0));
    }

    @Test
    public void aWholeBuildMissesNothing() throws IOException {
        assertThat(missing(true)).isEmpty();
        assertThat(outcome(true)).isEqualTo(Outcome.PASSED);
    }

    @Test
    public void aModuleThatWasNotBuiltIsNamed() throws IOException {
        report("a", UNIT, "x.ATest", START.minusMillis(1));
        report("newer", UNIT, "x.NewTest", START.minusSeconds(3_600));

        assertThat(missing(true))
                .containsExactly(
                        "module a: no reports of this build in a/target/surefire-reports",
                        "module newer: no reports of this build in newer/target/surefire-reports");
    }

    @Test
    public void testsThatDidNotRunOnJava17AreMissedUnlessTheyAreLeftOut() throws IOException {
        Files.delete(root.resolve("a/" + UNIT17 + "/TEST-x.ATest.xml"));

        assertThat(missing(true)).containsExactly("module a: no reports of this build in a/" + UNIT17);
        assertThat(outcome(true)).isEqualTo(Outcome.ABSENT);
        assertThat(missing(false)).isEmpty();
        assertThat(outcome(false)).isEqualTo(Outcome.PASSED);
    }

    @Test
    public void aClassThatDidNotRunInAModuleThatDidIsAbsent() throws IOException {
        Files.delete(root.resolve("a/" + UNIT + "/TEST-x.ATest.xml"));
        report("a", UNIT, "x.OtherTest", START);

        assertThat(missing(true)).isEmpty();
        assertThat(outcome(true)).isEqualTo(Outcome.ABSENT);
    }

    @Test
    public void integrationTestsHaveReportsOfTheirOwn() throws IOException {
        var all = root.resolve("newer/target/test-classes");
        ClassFiles.test(all, "x/AnIT").method("one", "Lorg/junit/Test;", "A02").write();

        assertThat(missing(false)).containsExactly("module newer: no reports of this build in newer/" + WHOLE);
        report("newer", WHOLE, "x.AnIT", START);
        assertThat(missing(false)).isEmpty();
        assertThat(missing(true))
                .containsExactly("module newer: no reports of this build in newer/target/failsafe-reports/java17");
    }

    @Test
    public void mutantsOfTestsThatRanNowCount() throws IOException {
        var file = write("a/target/conformance/mutants.tsv", "# id, test, mutant\nA01\tATest#one\tno sound\n");
        Files.setLastModifiedTime(file, FileTime.from(START));
        assertThat(new Reactor(root, START, true).mutants())
                .containsExactly(new Mutant("A01", "ATest#one", "no sound"));

        Files.setLastModifiedTime(file, FileTime.from(START.minusSeconds(1)));
        assertThat(new Reactor(root, START, true).mutants()).isEmpty();
    }

    @Test
    public void linesOfTheWrongFormAreNamed() throws IOException {
        var file = write("x.tsv", "A01\tone\ttwo\n\nA02\t\ttwo\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mutant.read(file))
                .withMessageContaining("x.tsv:3 is \"A02\t\ttwo\", expected 3 columns");
        assertThatIllegalArgumentException().isThrownBy(() -> Tsv.read(file, 2)).withMessageContaining("x.tsv:1");
    }

    @Test
    public void listsWithAnIdTwiceAreRefused() throws IOException {
        write("list/assertions.tsv", "A01\tone\nA01\ttwo\n");
        write("list/exempt.tsv", "");
        write("list/pending.tsv", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.read(root.resolve("list")))
                .withMessage("assertions.tsv has A01 twice");
        write("list/assertions.tsv", "A01\tone\n");
        write("list/pending.tsv", "A02\nA02\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.read(root.resolve("list")))
                .withMessage("pending.tsv has A02 twice");
    }
}
