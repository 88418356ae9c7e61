// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of lines with columns between tabs; empty lines and those that begin with # do not count. */
final class Tsv {
    private Tsv() {}

    /**
     * The lines of a file.
     *
     * @throws IllegalArgumentException if a line has not so many columns, or an empty one; the message names file and line
     */
    static List<List<String>> read(Path file, int columns) throws IOException {
        var rows = new ArrayList<List<String>>();
        var number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var row = List.of(line.split("\t", -1));
            if (row.size() != columns || row.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        file + ":" + number + " is \"" + line + "\", expected " + columns + " columns between tabs");
            }
            rows.add(row);
        }
        return rows;
    }
}
