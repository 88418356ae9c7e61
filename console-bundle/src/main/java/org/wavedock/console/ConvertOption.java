// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.Locale;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Conversion;
import org.wavedock.wave.WaveFormat;

/** The option that says what may be done to a stream for a device that does not take its format. */
final class ConvertOption {
    static final String FORM = "none|encoding|any";
    static final String STANDARD = "any";
    static final String DESCRIPTION =
            "What may be converted for a device of another format: none: such a device is refused; encoding: samples may be"
                    + " stored otherwise; any: also channels mixed and the rate converted. Default: ${DEFAULT-VALUE}.";

    private ConvertOption() {}

    static Conversion parse(String text) throws Failure {
        for (var conversion : Conversion.values()) {
            if (conversion.name().toLowerCase(Locale.ROOT).equals(text)) {
                return conversion;
            }
        }
        throw Failure.usage("--convert is \"" + text + "\", expected " + FORM);
    }

    /** That a stream is converted, or null. */
    static String note(AudioStream stream) {
        var there = stream.snapshot().deviceFormat();
        var own = stream.request().format();
        return there == null || there.equals(own)
                ? null
                : stream.snapshot().device() + " takes " + there + ", so " + own + " is converted";
    }

    /** A device, and its format if a stream is converted for it. */
    static String device(String device, WaveFormat deviceFormat, WaveFormat format) {
        return deviceFormat == null || deviceFormat.equals(format) ? device : device + " (" + deviceFormat + ")";
    }
}
