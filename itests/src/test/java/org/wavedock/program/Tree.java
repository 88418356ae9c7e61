// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What lay in a folder at some time, to be compared with what lies there now. */
record Tree(Path folder, Map<String, String> entries) {
    static Tree of(Path folder) {
        var entries = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                entries.put(folder.relativize(file).toString(), Files.isDirectory(file) ? "folder" : digest(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Tree(folder, entries);
    }

    private static String digest(Path file) throws IOException {
        var crc = new CRC32();
        var bytes = Files.readAllBytes(file);
        crc.update(bytes);
        return bytes.length + " bytes, " + crc.getValue();
    }

    /** Fails if anything was added, changed or removed. */
    void isUnchanged() {
        assertThat(of(folder).entries()).as("content of %s", folder).isEqualTo(entries);
    }
}
