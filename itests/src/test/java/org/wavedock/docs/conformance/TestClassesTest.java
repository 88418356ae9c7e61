// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavedock.docs.conformance.ClassFiles.TEST;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TestClassesTest {
    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private final TestClasses classes = new TestClasses();
    private Path folder;

    @Before
    public void setUp() {
        folder = temporary.getRoot().toPath();
    }

    private List<String> found() throws IOException {
        classes.add("m", folder, true);
        return classes.tests().stream()
                .map(test -> test.testClass() + " " + test.name() + " " + test.ids())
                .toList();
    }

    @Test
    public void findsTagsOfBothKindsAlsoWhenRepeated() throws IOException {
        ClassFiles.test(folder, "a/ATest")
                .method("one", TEST, "A01")
                .method("two", "Lorg/junit/jupiter/params/ParameterizedTest;", "A02", "C03")
                .method("plain", TEST)
                .write();
        ClassFiles.test(folder, "a/BIT")
                .tagged("Lorg/wavedock/docs/conformance/", "three", "Lorg/junit/Test;", "B01", "B02")
                .write();

        assertThat(found())
                .containsExactly(
                        "a.ATest ATest#one [A01]", "a.ATest ATest#two [A02, C03]", "a.BIT BIT#three [B01, B02]");
        assertThat(classes.problems()).isEmpty();
    }

    @Test
    public void inheritedTestsRunInEachHeirAndAnOverrideWithoutAnnotationEndsThem() throws IOException {
        new ClassFiles(folder, "t/Contract", "java/lang/Object", true)
                .method("kept", TEST, "A12")
                .method("dropped", TEST, "A13")
                .write();
        new ClassFiles(folder, "t/Rules", "java/lang/Object", true)
                .method("ruled", TEST, "A14")
                .write();
        new ClassFiles(folder, "s/SimTest", "t/Contract", false)
                .method("dropped", null)
                .write();
        new ClassFiles(folder, "s/AlsaTest", "t/Contract", false, "t/Rules").write();

        assertThat(found())
                .containsExactly(
                        "s.AlsaTest Contract#dropped [A13]",
                        "s.AlsaTest Contract#kept [A12]",
                        "s.AlsaTest Rules#ruled [A14]",
                        "s.SimTest Contract#kept [A12]");
    }

    @Test
    public void whatIsNotInATestFolderIsOnlyInherited() throws IOException {
        ClassFiles.test(folder, "t/Kit").method("kept", TEST, "A12").write();
        classes.add("kit", folder, false);

        assertThat(classes.tests()).isEmpty();
        classes.add("none", folder.resolve("missing"), true);
    }

    @Test
    public void whatOnlyOtherTestsRunIsNoTestOfItsOwn() throws IOException {
        for (var name : List.of("a/BentBackend", "a/Tester$Inner", "a/Contest/Deep", "a/TestedTest", "a/MyTests")) {
            ClassFiles.test(folder, name).method("one", TEST, "A12").write();
        }

        assertThat(found())
                .containsExactly(
                        "a.MyTests MyTests#one [A12]",
                        "a.TestedTest TestedTest#one [A12]",
                        "a.Tester$Inner Tester.Inner#one [A12]");
    }

    @Test
    public void nestedClassesKeepTheNameThatReportsHave() throws IOException {
        ClassFiles.test(folder, "a/ATest$Inner").method("one", TEST, "A01").write();

        assertThat(found()).containsExactly("a.ATest$Inner ATest.Inner#one [A01]");
    }

    @Test
    public void tagsOutsideTestMethodsAreProblems() throws IOException {
        ClassFiles.test(folder, "a/ATest").classTag("A01").write();
        ClassFiles.test(folder, "a/BTest").method("helper", null, "A02").write();

        assertThat(found()).isEmpty();
        assertThat(classes.problems())
                .containsExactly(
                        "a.ATest has the tags [A01], expected them on its methods",
                        "a.BTest#helper has the tags [A02] but is no test");
    }
}
