// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.wavedock.example.ExampleDevice;

/** Builds the bundles of backends, as bnd-maven-plugin would do in their own builds. */
final class Backends {
    private Backends() {}

    /** A bundle of one of the packages here, with more in its manifest. */
    static void build(Path file, String symbolicName, String packageName, Map<String, String> headers)
            throws Exception {
        try (var builder = new Builder()) {
            var classes = Path.of(ExampleDevice.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            builder.setClasspath(new File[] {
                classes.toFile(), new File(System.getProperty("b.api")), new File(System.getProperty("b.configadmin"))
            });
            builder.setProperty("Bundle-SymbolicName", symbolicName);
            builder.setProperty("-privatepackage", packageName);
            headers.forEach(builder::setProperty);
            builder.build().write(file.toFile());
            if (!builder.isOk()) {
                throw new IOException("bnd says " + builder.getErrors() + " " + builder.getWarnings());
            }
        }
    }
}
