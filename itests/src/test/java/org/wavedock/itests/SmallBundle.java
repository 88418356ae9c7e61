// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.util.Map;

/** Makes a bundle of one package of these tests, as bnd-maven-plugin would in a build of its own. Outside of the framework, where bnd is. */
final class SmallBundle {
    private SmallBundle() {}

    /** Answers the path of the jar, which does not outlive the tests. */
    static String of(String symbolicName, String contents, Map<String, String> headers) {
        try (var builder = new Builder()) {
            var classes = new File(SmallBundle.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
            builder.setClasspath(new File[] {classes, new File(System.getProperty("b.api"))});
            builder.setProperty("Bundle-SymbolicName", symbolicName);
            builder.setProperty("-privatepackage", contents);
            headers.forEach(builder::setProperty);
            var file = File.createTempFile(symbolicName, ".jar");
            file.deleteOnExit();
            builder.build().write(file);
            if (!builder.isOk()) {
                throw new IllegalStateException("bnd says " + builder.getErrors() + " " + builder.getWarnings());
            }
            return file.getPath();
        } catch (Exception e) {
            throw new IllegalStateException("bundle " + symbolicName + " cannot be built", e);
        }
    }
}
