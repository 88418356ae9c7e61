// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults, one a line of text; lines can also end with a semicolon, and what follows a {@code #} is a comment.
 *
 * @param faults in the order of the text, not null; of two of the same kind that hold at once the later one counts
 */
public record FaultScript(List<Fault> faults) {
    /** Nothing goes wrong. */
    public static final FaultScript NONE = new FaultScript(List.of());

    /** Copies the list. */
    public FaultScript {
        faults = List.copyOf(faults);
    }

    /**
     * A script of some faults.
     *
     * @param faults not null
     * @return the script
     */
    public static FaultScript of(Fault... faults) {
        return new FaultScript(List.of(faults));
    }

    /**
     * Reads a text.
     *
     * @param text not null
     * @return its faults
     * @throws IllegalArgumentException if a line is no fault; the message says which one, what is there and what was expected
     */
    public static FaultScript parse(String text) {
        var faults = new ArrayList<Fault>();
        var number = 0;
        for (var line : text.split("\\R", -1)) {
            number++;
            for (var part : line.split("#", 2)[0].split(";")) {
                if (!part.isBlank()) {
                    faults.add(parse(number, part));
                }
            }
        }
        return new FaultScript(faults);
    }

    private static Fault parse(int line, String part) {
        try {
            return Fault.parse(part);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + " of a fault script: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text file, UTF-8. Blocks.
     *
     * @param file not null
     * @return its faults
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException as {@link #parse(String)}, with the name of the file
     */
    public static FaultScript read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return faults.stream().map(fault -> fault + "\n").collect(Collectors.joining());
    }
}
