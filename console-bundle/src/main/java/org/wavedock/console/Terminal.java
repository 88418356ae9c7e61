// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param interactive whether a person watches {@code err}
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    /** One line for the person. */
    void note(String line) {
        err.println("wavedock: " + line.replaceAll("\\s*\\R\\s*", " "));
    }
}
