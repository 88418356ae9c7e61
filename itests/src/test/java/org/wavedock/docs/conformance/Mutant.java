// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A wrong behaviour that a test was seen to find.
 *
 * @param id what is asserted
 * @param test {@code Class#method}, as {@link TaggedTest#name} has it
 * @param mutant for people: what was broken
 */
record Mutant(String id, String test, String mutant) implements Comparable<Mutant> {
    private static final Comparator<Mutant> ORDER = Comparator.<Mutant>comparingInt(
                    mutant -> mutant.id().charAt(0))
            .thenComparingInt(mutant -> mutant.id().length())
            .thenComparing(Mutant::line);

    static List<Mutant> read(Path file) throws IOException {
        return Tsv.read(file, 3).stream()
                .map(row -> new Mutant(row.get(0), row.get(1), row.get(2)))
                .toList();
    }

    String line() {
        return id + "\t" + test + "\t" + mutant;
    }

    /** In the order of the ids, A99 before A100. */
    @Override
    public int compareTo(Mutant other) {
        return ORDER.compare(this, other);
    }
}
