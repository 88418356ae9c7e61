// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where things are.
 *
 * @param home the folder of the program, with {@code deploy/}
 * @param assembly the folder with {@code command/}, {@code shell/}, {@code lib/}, {@code etc/} and perhaps {@code extras/}
 */
record Layout(Path home, Path assembly) {
    /** System property: whether to tell more. */
    static final String VERBOSE = "wavedock.verbose";

    static Layout fromSystemProperties() throws LaunchException {
        return new Layout(folder("wavedock.home"), folder("wavedock.assembly"));
    }

    private static Path folder(String property) throws LaunchException {
        var value = System.getProperty(property);
        if (value == null || !Files.isDirectory(Path.of(value))) {
            throw new LaunchException("system property " + property + " is " + value + ", expected a folder");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    /** The bundles of one folder of the assembly, in the order of their names. */
    List<Path> bundles(String folder) throws LaunchException {
        var where = assembly.resolve(folder);
        var jars = jars(where);
        if (jars.isEmpty()) {
            throw new LaunchException("no bundles in " + where + "; was it built?");
        }
        return jars;
    }

    /** Bundles that run where they can, such as those made for a newer Java than the program. */
    List<Path> extras() throws LaunchException {
        var where = assembly.resolve("extras");
        return Files.isDirectory(where) ? jars(where) : List.of();
    }

    private static List<Path> jars(Path where) throws LaunchException {
        try (var files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LaunchException("cannot list the bundles: " + e);
        }
    }

    Map<String, String> frameworkProperties(Path storage, boolean shell) throws IOException {
        var properties = new HashMap<String, String>();
        properties.put("org.osgi.framework.storage", storage.toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("felix.cache.locking", "false");
        properties.put("felix.log.level", "1");
        properties.put("ds.delayed.keepInstances", "true");
        // A command says itself why a component failed; 0 is silence.
        properties.put("ds.loglevel", shell || Boolean.getBoolean(VERBOSE) ? "error" : "0");
        properties.put("wavedock.home", home.toString());
        properties.put("wavedock.assembly", assembly.toString());
        if (shell) {
            properties.put("gosh.home", assembly.toString());
            var deploy = Files.createDirectories(home.resolve("deploy"));
            properties.put("felix.fileinstall.dir", assembly.resolve("etc") + "," + deploy);
            properties.put(
                    "felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
            properties.put("felix.fileinstall.noInitialDelay", "true");
            properties.put("felix.fileinstall.poll", "500");
            properties.put("felix.fileinstall.enableConfigSave", "false");
            properties.put("felix.fileinstall.log.level", "1");
            // A dropped bundle must not restart the platform's own: refreshing Config Admin would hang File Install.
            properties.put("felix.fileinstall.optionalImportRefreshScope", "none");
            properties.put("felix.fileinstall.fragmentRefreshScope", "none");
        }
        return properties;
    }
}
