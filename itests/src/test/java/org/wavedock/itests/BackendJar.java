// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The jar of a backend bundle, and what can be made of it. */
record BackendJar(byte[] bytes, String symbolicName, String pid) {
    private static final String SIM_PID = "org.wavedock.sim.card";

    static BackendJar of(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        try (var in = new JarInputStream(new ByteArrayInputStream(bytes))) {
            return new BackendJar(bytes, in.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"), SIM_PID);
        }
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    /** The same backend in a later version. */
    BackendJar version(int number) throws IOException {
        var version = "9.0." + number;
        return new BackendJar(
                rewritten(new Change() {
                    @Override
                    public void manifest(Manifest manifest) {
                        manifest.getMainAttributes().putValue("Bundle-Version", version);
                    }
                }),
                symbolicName,
                pid);
    }

    /** The simulated cards as another vendor would have them: another bundle, another PID, no package shared. */
    BackendJar renamed(String vendor) throws IOException {
        var otherPid = "org.wavedock." + vendor + ".card";
        var otherName = vendor + "-backend-bundle";
        var changed = rewritten(new Change() {
            @Override
            public void manifest(Manifest manifest) {
                var main = manifest.getMainAttributes();
                main.putValue("Bundle-SymbolicName", otherName);
                main.remove(new java.util.jar.Attributes.Name("Export-Package"));
                var imports = main.getValue("Import-Package");
                main.putValue(
                        "Import-Package",
                        imports.replaceAll("org\\.wavedock\\.sim(\\.fault)?;version=\"[^\"]*\",?", ""));
            }

            @Override
            public byte[] entry(String name, byte[] content) {
                return name.equals("OSGI-INF/" + SIM_PID + ".xml")
                        ? text(content)
                                .replace("name=\"" + SIM_PID + "\"", "name=\"" + otherPid + "\"")
                                .getBytes(StandardCharsets.UTF_8)
                        : content;
            }
        });
        return new BackendJar(changed, otherName, otherPid);
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** What is different in a copy. */
    private interface Change {
        void manifest(Manifest manifest);

        default byte[] entry(String name, byte[] content) {
            return content;
        }
    }

    private byte[] rewritten(Change change) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new JarInputStream(open())) {
            var manifest = new Manifest(in.getManifest());
            change.manifest(manifest);
            try (var jar = new JarOutputStream(out, manifest)) {
                for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    jar.write(change.entry(entry.getName(), in.readAllBytes()));
                }
            }
        }
        return out.toByteArray();
    }
}
