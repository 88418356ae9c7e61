// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How many mutants of a package the tests found.
 *
 * @param mutants all there are
 * @param covered those that a test ran through
 * @param killed those that turned a test red
 */
record Score(String packageName, int mutants, int covered, int killed) {
    static List<Score> read(Path file) throws IOException {
        return Tsv.read(file, 4).stream()
                .map(row -> new Score(
                        row.get(0),
                        Integer.parseInt(row.get(1)),
                        Integer.parseInt(row.get(2)),
                        Integer.parseInt(row.get(3))))
                .toList();
    }

    String line() {
        return packageName + "\t" + mutants + "\t" + covered + "\t" + killed;
    }

    Score plus(Score other) {
        return new Score(packageName, mutants + other.mutants, covered + other.covered, killed + other.killed);
    }

    /** Of all mutants, in whole percent, rounded down. */
    int killedPercent() {
        return mutants == 0 ? 100 : killed * 100 / mutants;
    }

    /** Of those that a test ran through. */
    int strengthPercent() {
        return covered == 0 ? 100 : killed * 100 / covered;
    }
}
