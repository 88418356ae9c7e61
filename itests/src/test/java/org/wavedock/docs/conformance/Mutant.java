// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A wrong behaviour that a test was seen to find.
 *
 * @param id what is asserted
 * @param test {@code Class#method}, as {@link TaggedTest#name} has it
 * @param mutant for people: what was broken
 */
record Mutant(String id, String test, String mutant) {
    static List<Mutant> read(Path file) throws IOException {
        return Tsv.read(file, 3).stream()
                .map(row -> new Mutant(row.get(0), row.get(1), row.get(2)))
                .toList();
    }

    String line() {
        return id + "\t" + test + "\t" + mutant;
    }
}
