// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.Locale;

/** Which clock the platform runs on. */
enum Speed {
    /** The machine's. */
    REALTIME,
    /** A virtual one, as fast as the machine can. */
    MAX;

    static Speed parse(String text) throws Failure {
        for (var speed : values()) {
            if (speed.toString().equals(text)) {
                return speed;
            }
        }
        throw Failure.usage("--speed is \"" + text + "\", expected realtime or max");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
