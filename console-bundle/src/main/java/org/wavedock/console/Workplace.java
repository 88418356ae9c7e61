// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.InputStream;

/**
 * What every command is given.
 *
 * @param terminal where it writes
 * @param platform what it works with
 * @param stdin standard input
 */
record Workplace(Terminal terminal, Platform platform, InputStream stdin) {
    /** Opens a file, or standard input if it is named {@code -}. */
    AudioInput open(String file) throws Failure {
        return file.equals(AudioFiles.STANDARD_INPUT)
                ? AudioFiles.open(
                        file, new InterruptibleInput(stdin, platform.cancellation()), AudioInput.Shape.UNKNOWN)
                : AudioFiles.open(file);
    }
}
