// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** What PIT found: its {@code mutations.xml}, with all the tests that found each mutant. */
final class MutationReport {
    /** {@code [class:a.ATest]/[nested-class:Inner]/[test-template:one(int)]/[test-template-invocation:#2]}. */
    private static final Pattern STEP =
            Pattern.compile("\\[(class|nested-class|method|test-template|test-factory):([^\\]]+)]");

    /**
     * One small change of the code.
     *
     * @param packageName of the class that was changed
     * @param description for people
     * @param status {@code KILLED}, {@code SURVIVED}, {@code NO_COVERAGE} or another of PIT's
     * @param detected whether it was found
     * @param killers the tests that found it, {@code a.b.C$D#method}
     */
    record Mutation(String packageName, String description, String status, boolean detected, List<String> killers) {}

    private final List<Mutation> mutations = new ArrayList<>();

    /** Adds a file. */
    void add(Path file) throws IOException {
        for (var element : Xml.elements(file, "mutation")) {
            mutations.add(mutation(element));
        }
    }

    private static Mutation mutation(Element element) {
        var changed = text(element, "mutatedClass");
        var dot = changed.lastIndexOf('.');
        var method = text(element, "mutatedMethod").replace("<init>", "constructor");
        var description = changed.substring(dot + 1).replace('$', '.') + "." + method + ": " + words(element);
        return new Mutation(
                changed.substring(0, dot),
                description,
                element.getAttribute("status"),
                Boolean.parseBoolean(element.getAttribute("detected")),
                killers(text(element, "killingTests")));
    }

    /** Without the full names of classes. */
    private static String words(Element element) {
        return text(element, "description")
                .replaceAll("\\b(?:[a-z]\\w*[./])+(?=[A-Z])", "")
                .replaceAll("\\s+", " ")
                .replace("::", ".");
    }

    private static String text(Element parent, String child) {
        var found = parent.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
    }

    private static List<String> killers(String text) {
        return text.isEmpty()
                ? List.of()
                : Pattern.compile("\\|")
                        .splitAsStream(text)
                        .map(MutationReport::test)
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static String test(String uniqueId) {
        var name = new StringBuilder();
        var steps = STEP.matcher(uniqueId);
        while (steps.find()) {
            switch (steps.group(1)) {
                case "class" -> name.append(steps.group(2));
                case "nested-class" -> name.append('$').append(steps.group(2));
                default -> name.append('#').append(steps.group(2).replaceFirst("\\(.*", ""));
            }
        }
        return name.toString();
    }

    /** Everything that was changed. */
    List<Mutation> mutations() {
        return List.copyOf(mutations);
    }

    /** How many were found, by package. What could not be run is no mutant. */
    List<Score> scores() {
        var scores = new TreeMap<String, Score>();
        for (var mutation : mutations) {
            if (!mutation.status().equals("NON_VIABLE")) {
                var covered = mutation.status().equals("NO_COVERAGE") ? 0 : 1;
                var one = new Score(mutation.packageName(), 1, covered, mutation.detected() ? 1 : 0);
                scores.merge(one.packageName(), one, Score::plus);
            }
        }
        return List.copyOf(scores.values());
    }

    /**
     * The mutant that says most about an id: of those that a test found the one that the fewest tests of other things found too, then
     * the one that the fewest tests found at all, then the first by name. What only a message shows comes last.
     *
     * @param test the test, {@code a.b.C$D#method}
     * @param sameId the tests of that id
     * @return what was broken, or empty if the test found nothing
     */
    Optional<String> mutantOf(String test, Set<String> sameId) {
        return mutations.stream()
                .filter(mutation -> mutation.killers().contains(test))
                .min(Comparator.<Mutation, Boolean>comparing(
                                mutation -> mutation.description().contains("toString"))
                        .thenComparing(mutation -> strangers(mutation, sameId))
                        .thenComparing(mutation -> mutation.killers().size())
                        .thenComparing(Mutation::description))
                .map(Mutation::description);
    }

    private static long strangers(Mutation mutation, Set<String> sameId) {
        return mutation.killers().stream()
                .filter(killer -> !sameId.contains(killer))
                .count();
    }
}
