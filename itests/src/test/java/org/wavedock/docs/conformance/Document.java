// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The committed table.
 *
 * @param file where it is, or is to be
 */
record Document(Path file) {
    /** What is wrong if the document has to say this. */
    List<String> problems(String text) throws IOException {
        var written = Files.exists(file) ? Files.readString(file) : "";
        return written.equals(text)
                ? List.of()
                : List.of(file.getFileName() + " is not up to date: mvn verify -Dconformance.write rewrites it");
    }

    /**
     * Writes what the document has to say.
     *
     * @param whole whether the tests ran on all JDKs; the table says that they did
     * @return why it cannot be written, or nothing
     */
    List<String> write(String text, boolean whole) throws IOException {
        if (!whole) {
            return List.of(file.getFileName() + " is not rewritten without the tests on Java 17");
        }
        Files.writeString(file, text);
        return List.of();
    }
}
