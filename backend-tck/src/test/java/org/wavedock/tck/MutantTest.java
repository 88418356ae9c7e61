// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Every rule can fail: each mutant fails the rules that {@code mutants.tsv} says, and no others. */
class MutantTest {
    /** The engine tells about the losses that the mutants cause; nobody wants to know. */
    private static final Logger ENGINE = Logger.getLogger("org.wavedock.runtime");

    private static final Map<String, Set<String>> KILLED = new LinkedHashMap<>();
    private static Map<String, Set<String>> expected;

    static Stream<Mutant> mutants() {
        return Stream.of(
                        DeviceMutants.CLAIMS,
                        DeviceMutants.OPENINGS,
                        DeviceMutants.SOUNDS,
                        BufferMutants.ALL,
                        MemoryMutants.ADDRESSES,
                        MemoryMutants.COPIES,
                        TransferMutants.STARTS,
                        TransferMutants.COUNTERS,
                        TransferMutants.WAITS,
                        ControlMutants.ALL,
                        LifeMutants.SUBSTREAMS,
                        LifeMutants.REFERENCES,
                        LifeMutants.leaks(),
                        LifeMutants.LOSSES)
                .flatMap(List::stream);
    }

    @BeforeAll
    static void readExpectations() throws IOException {
        ENGINE.setLevel(Level.OFF);
        try (var file = MutantTest.class.getResourceAsStream("mutants.tsv")) {
            expected = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.groupingBy(
                            fields -> fields[0], Collectors.mapping(fields -> fields[1], Collectors.toSet())));
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void shouldFailExactlyItsRules(Mutant mutant) {
        assertThat(killersOf(mutant))
                .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(mutant.name(), Set.of()));
        assertThat(killersOf(mutant)).as("rules that fail").isNotEmpty();
    }

    @Test
    void shouldBreakEveryRule() {
        mutants().forEach(MutantTest::killersOf);
        var broken = new TreeSet<String>();
        KILLED.values().forEach(broken::addAll);
        assertThat(broken).containsExactlyInAnyOrderElementsOf(rules().keySet());
    }

    /** The rules that fail; the mutant is tried once. */
    private static Set<String> killersOf(Mutant mutant) {
        return KILLED.computeIfAbsent(mutant.name(), name -> run(mutant));
    }

    private static Set<String> run(Mutant mutant) {
        BentBackend.mutant = mutant.device();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BentBackend.class))
                .execute()
                .testEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .map(MutantTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(TestDescriptor descriptor) {
        var method = ((org.junit.platform.engine.support.descriptor.MethodSource)
                        descriptor.getSource().orElseThrow())
                .getJavaMethod();
        return method.getDeclaringClass().getSimpleName() + "#" + method.getName();
    }

    /** Every rule, with the ids that it is tagged with. */
    private static Map<String, List<String>> rules() {
        var rules = new TreeMap<String, List<String>>();
        for (var group : BackendTck.class.getInterfaces()) {
            for (var method : group.getMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    rules.put(
                            group.getSimpleName() + "#" + method.getName(),
                            Arrays.stream(method.getAnnotationsByType(Tag.class))
                                    .map(Tag::value)
                                    .toList());
                }
            }
        }
        return rules;
    }

    /** For the table of conformance: which mutant broke which tagged rule. */
    @AfterAll
    static void writeMatrix() {
        ENGINE.setLevel(null);
        var tags = rules();
        var lines = new ArrayList<String>();
        var kills = new ArrayList<String>();
        KILLED.forEach((mutant, rules) -> rules.forEach(rule -> {
            kills.add(mutant + "\t" + rule);
            tags.getOrDefault(rule, List.of()).forEach(id -> lines.add(id + "\t" + rule + "\t" + mutant));
        }));
        try {
            var folder = Files.createDirectories(Path.of("target", "conformance"));
            Files.write(folder.resolve("mutants.tsv"), lines);
            Files.write(folder.resolve("kills.tsv"), kills);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
