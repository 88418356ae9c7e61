// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

/** The platform did not start; the message is for people. */
final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }
}
