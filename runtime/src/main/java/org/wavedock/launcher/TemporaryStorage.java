// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The framework's own folder: one for each run, so that two runs never meet.
 *
 * @param folder where it is
 */
record TemporaryStorage(Path folder) {
    static TemporaryStorage create() throws IOException {
        return new TemporaryStorage(Files.createTempDirectory("wavedock-"));
    }

    /** Removes it with all that is in it; what cannot be removed stays. */
    void delete() {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException ignored) {
            // A leftover in the folder for temporary files is no reason to fail.
        }
    }
}
