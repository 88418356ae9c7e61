// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.HashMap;
import java.util.Map;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;

/** The option that says by which port a stream is carried. */
final class PortOption {
    static final String FORM = "PORT[,DEVICE=PORT...]";
    static final String DESCRIPTION =
            "cyclic: copied through the device's ring, as usual; pci: the device is handed the"
                    + " stream's own memory. After a comma, for one device only.";

    private static final Map<String, PortClass> PORTS =
            Map.of("cyclic", PortClass.WAVE_CYCLIC, "pci", PortClass.WAVE_PCI);

    private PortOption() {}

    static PortChoice parse(String text) throws Failure {
        if (text == null) {
            return PortChoice.WAVE_CYCLIC;
        }
        var parts = text.split(",", -1);
        var standard = port(text, parts[0]);
        var exceptions = new HashMap<String, PortClass>();
        var exception = "";
        for (var i = 1; i < parts.length; i++) {
            exception += parts[i];
            var equals = exception.lastIndexOf('=');
            // A device's name may have commas in it.
            if (i < parts.length - 1 && !PORTS.containsKey(exception.substring(equals + 1))) {
                exception += ",";
                continue;
            }
            if (equals < 1) {
                throw wrong(text, exception);
            }
            if (exceptions.put(exception.substring(0, equals), port(text, exception.substring(equals + 1))) != null) {
                throw wrong(text, exception);
            }
            exception = "";
        }
        return new PortChoice(standard, exceptions);
    }

    private static PortClass port(String text, String name) throws Failure {
        var port = PORTS.get(name);
        if (port == null) {
            throw wrong(text, name);
        }
        return port;
    }

    private static Failure wrong(String text, String part) {
        return Failure.usage("--port is \"" + text + "\", expected " + FORM
                + " with cyclic or pci for PORT; wrong is \"" + part + "\"");
    }
}
