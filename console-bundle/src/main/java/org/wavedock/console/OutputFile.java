// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all: written beside its place, then moved there.
 *
 * @param target the file
 * @param part where it is written until it is complete
 */
record OutputFile(Path target, Path part) {
    /** Checks, by writing there, that the file can be written; leaves nothing behind. */
    static OutputFile prepare(String name) throws Failure {
        var target = AudioFiles.path(name).toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(target)) {
                throw Failure.of("cannot write " + name + ": it is a folder");
            }
            if (Files.exists(target)) {
                target = target.toRealPath();
                if (!Files.isRegularFile(target)) {
                    throw Failure.of("cannot write " + name + ": it is not a regular file");
                }
            }
            var folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw Failure.of("cannot write " + name + ": no such folder: " + folder);
            }
            var part = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            Files.write(part, new byte[0]);
            Files.delete(part);
            return new OutputFile(target, part);
        } catch (IOException e) {
            throw Failure.of("cannot write " + name + ": " + Problem.of(e), e);
        }
    }

    boolean isSameAs(Path other) {
        try {
            return Files.exists(target) && Files.exists(other) && Files.isSameFile(target, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts what was written in its place. */
    void commit() throws Failure {
        try {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard();
            throw Failure.of("cannot write " + target + ": " + Problem.of(e), e);
        }
    }

    /** Removes what was written. */
    void discard() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException ignored) {
            // The failure that led here is the one to report.
        }
    }
}
