// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The reports of one run of surefire or failsafe: what became of each test of each class. */
final class Reports {
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private boolean any;

    /**
     * Reads the reports of a folder; there need not be one.
     *
     * @param since reports that are older are of another build and do not count
     * @throws IOException if a report cannot be read
     */
    static Reports read(Path folder, Instant since) throws IOException {
        var reports = new Reports();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                for (var file : files) {
                    if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                        reports.add(file);
                    }
                }
            }
        }
        return reports;
    }

    private void add(Path file) throws IOException {
        any = true;
        // The attribute classname is what people call the class, if it has a name for people.
        var testClass = String.valueOf(file.getFileName()).replaceAll("^TEST-|\\.xml$", "");
        for (var test : Xml.elements(file, "testcase")) {
            var key = key(testClass, methodOf(test.getAttribute("name")));
            outcomes.merge(key, outcome(test), Outcome::and);
        }
    }

    /** {@code method(int)[2]} of JUnit 5 and {@code method:container} of Pax Exam are both the method. */
    private static String methodOf(String name) {
        var end = 0;
        while (end < name.length() && Character.isJavaIdentifierPart(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }

    private static Outcome outcome(Element test) {
        var outcome = Outcome.PASSED;
        for (var child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
            outcome = outcome.and(outcome(child));
        }
        return outcome;
    }

    private static Outcome outcome(Node child) {
        return switch (child.getNodeName()) {
            case "failure", "error" -> Outcome.FAILED;
            case "skipped" -> Outcome.SKIPPED;
            default -> Outcome.PASSED;
        };
    }

    private static String key(String testClass, String method) {
        return testClass + "#" + method;
    }

    /** Whether there is no report at all. */
    boolean isEmpty() {
        return !any;
    }

    /** What became of a test in all of its invocations. */
    Outcome of(String testClass, String method) {
        // A class that failed before its first test has one entry, without a method.
        var whole = outcomes.getOrDefault(key(testClass, ""), Outcome.PASSED);
        return outcomes.getOrDefault(key(testClass, method), Outcome.ABSENT).and(whole);
    }
}
