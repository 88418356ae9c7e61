// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What there is to conform to.
 *
 * @param assertions every id with what it asserts, in order
 * @param exempt ids that mean nothing in Java, with the reason
 * @param pending ids that have no test or no mutant yet
 */
record Catalogue(Map<String, String> assertions, Map<String, String> exempt, Set<String> pending) {
    /** The ids that there have to be: A01 to A110, B01 to B32, C01 to C14. */
    static List<String> allIds() {
        return Stream.of(ids("A", 110), ids("B", 32), ids("C", 14))
                .flatMap(ids -> ids)
                .toList();
    }

    private static Stream<String> ids(String part, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> String.format("%s%02d", part, number));
    }

    /** Reads {@code assertions.tsv}, {@code exempt.tsv} and {@code pending.tsv}. */
    static Catalogue read(Path folder) throws IOException {
        var pending = new TreeSet<String>();
        for (var row : Tsv.read(folder.resolve("pending.tsv"), 1)) {
            if (!pending.add(row.get(0))) {
                throw new IllegalArgumentException("pending.tsv has " + row.get(0) + " twice");
            }
        }
        return new Catalogue(map(folder.resolve("assertions.tsv")), map(folder.resolve("exempt.tsv")), pending);
    }

    private static Map<String, String> map(Path file) throws IOException {
        var map = new LinkedHashMap<String, String>();
        for (var row : Tsv.read(file, 2)) {
            if (map.put(row.get(0), row.get(1)) != null) {
                throw new IllegalArgumentException(file.getFileName() + " has " + row.get(0) + " twice");
            }
        }
        return map;
    }

    /** What the lists contradict each other in. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        if (!List.copyOf(assertions.keySet()).equals(allIds())) {
            problems.add("assertions.tsv has the ids " + assertions.keySet() + ", expected " + allIds());
        }
        for (var id : exempt.keySet()) {
            if (!assertions.containsKey(id)) {
                problems.add("exempt.tsv names " + id + ", which is no id");
            }
        }
        for (var id : pending) {
            if (!assertions.containsKey(id)) {
                problems.add("pending.tsv names " + id + ", which is no id");
            }
            if (exempt.containsKey(id)) {
                problems.add(id + " is in exempt.tsv and in pending.tsv");
            }
        }
        return problems;
    }
}
