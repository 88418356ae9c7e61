// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

/**
 * What is to happen to a device while a stream plays.
 *
 * @param kind what
 * @param device the device's name
 * @param at when, in the stream's time
 */
record Order(Kind kind, String device, Seconds at) {
    enum Kind {
        /** The stream moves to the device. */
        SWAP("--swap"),
        /** The device's backend stops. */
        STOP("--stop-backend"),
        /** The device's backend starts again. */
        START("start");

        private final String option;

        Kind(String option) {
            this.option = option;
        }
    }

    /** Reads {@code DEVICE@SECONDS}. */
    static Order parse(Kind kind, String text) throws Failure {
        var at = text.lastIndexOf('@');
        if (at < 1) {
            throw Failure.usage(kind.option + " is \"" + text + "\", expected DEVICE@SECONDS, such as sim1@1.5");
        }
        return new Order(
                kind,
                text.substring(0, at),
                Seconds.parse("the time in " + kind.option + " " + text, text.substring(at + 1)));
    }

    long frame(int sampleRate) {
        return at.frame(sampleRate);
    }

    @Override
    public String toString() {
        return kind.option + " " + device + "@" + at;
    }
}
