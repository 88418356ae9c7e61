// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The bundle of the simulated cards as another vendor would have it: another name, another PID, no package shared, so that
 * several of them live side by side and none is refreshed with another.
 *
 * @param symbolicName its bundle's name
 * @param pid the factory PID of its cards
 * @param jar the bundle that it was made from
 */
record BackendCopy(String symbolicName, String pid, byte[] jar) {
    private static final String ORIGINAL_PID = "org.wavedock.sim.card";
    private static final String COMPONENT = "OSGI-INF/" + ORIGINAL_PID + ".xml";
    private static final Name EXPORTS = new Name("Export-Package");
    private static final Name IMPORTS = new Name("Import-Package");
    private static final String OWN_PACKAGES = "org\\.wavedock\\.sim[\\w.]*;version=\"[^\"]*\",?";

    static BackendCopy of(Path original, String vendor) throws IOException {
        return new BackendCopy(
                vendor + "-backend-bundle", "org.wavedock." + vendor + ".card", Files.readAllBytes(original));
    }

    /** The bundle in one of its versions. */
    InputStream open(int version) throws IOException {
        var copy = new ByteArrayOutputStream();
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            try (var out = new JarOutputStream(copy, renamed(in.getManifest(), version))) {
                for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(renamed(entry.getName(), in.readAllBytes()));
                }
            }
        }
        return new ByteArrayInputStream(copy.toByteArray());
    }

    private Manifest renamed(Manifest original, int version) {
        var manifest = new Manifest(original);
        var main = manifest.getMainAttributes();
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", "1.0." + version);
        main.remove(EXPORTS);
        main.put(IMPORTS, main.getValue(IMPORTS).replaceAll(OWN_PACKAGES, "").replaceAll(",$", ""));
        return manifest;
    }

    private byte[] renamed(String entry, byte[] content) {
        if (!entry.equals(COMPONENT)) {
            return content;
        }
        return new String(content, StandardCharsets.UTF_8)
                .replace("name=\"" + ORIGINAL_PID + "\"", "name=\"" + pid + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
