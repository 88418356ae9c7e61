// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A configuration in a file named {@code FACTORYPID-NAME.cfg}, or {@code PID.cfg} if it is the only one of its kind, as Felix
 * File Install names them.
 *
 * @param pid whose it is; of a factory, if there is a name
 * @param name which one of the factory's it is, or null
 * @param properties what the file says
 */
record ConfigurationFile(String pid, String name, Map<String, Object> properties) {
    /** The factory of simulated cards. */
    static final String SIMULATED_CARD = "org.wavedock.sim.card";

    private static final String SUFFIX = ".cfg";
    private static final String RANKING = "service.ranking";
    private static final Pattern FILE_NAME = Pattern.compile("([^-~]+)(?:[-~](.+))?" + Pattern.quote(SUFFIX));

    ConfigurationFile {
        properties = Map.copyOf(properties);
    }

    /** The files of folders, in the order of their names; one in a later folder replaces one of the same name in an earlier. */
    static List<ConfigurationFile> readAll(List<Path> folders) throws Failure {
        var files = new TreeMap<String, ConfigurationFile>();
        for (var folder : folders) {
            read(folder, files);
        }
        return List.copyOf(files.values());
    }

    private static void read(Path folder, SortedMap<String, ConfigurationFile> all) throws Failure {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)) {
                    all.put(name, read(file));
                }
            }
        } catch (IOException e) {
            throw Failure.of("cannot read the configurations in " + folder + ": " + Problem.of(e), e);
        }
    }

    private static ConfigurationFile read(Path file) throws Failure {
        var parts = FILE_NAME.matcher(String.valueOf(file.getFileName()));
        if (!parts.matches()) {
            throw Failure.of(file + ": the file's name is \"" + file.getFileName()
                    + "\", expected PID.cfg or FACTORYPID-NAME.cfg");
        }
        var lines = lines(file);
        var properties = new HashMap<String, Object>();
        for (var key : lines.stringPropertyNames()) {
            properties.put(key, lines.getProperty(key));
        }
        if (properties.containsKey(RANKING)) {
            properties.put(RANKING, ranking(file, lines.getProperty(RANKING)));
        }
        return new ConfigurationFile(parts.group(1), parts.group(2), properties);
    }

    private static Properties lines(Path file) throws Failure {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IllegalArgumentException e) {
            throw Failure.of(file + " is not a properties file: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw Failure.of(file + " is not a properties file: it is not in UTF-8", e);
        } catch (IOException e) {
            throw Failure.of("cannot read " + file + ": " + Problem.of(e), e);
        }
        return lines;
    }

    /** The framework ignores a ranking that is not an Integer. */
    private static Integer ranking(Path file, String text) throws Failure {
        try {
            return Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw Failure.of(file + ": " + RANKING + " is \"" + text + "\", expected a whole number", e);
        }
    }

    boolean isOfFactory() {
        return name != null;
    }

    boolean isSimulated() {
        return isOfFactory() && pid.equals(SIMULATED_CARD);
    }

    /** The name of the device that it will be, if it is one. */
    String device() {
        return properties.getOrDefault("name", String.valueOf(name)).toString();
    }

    /** The same with other properties on top. */
    ConfigurationFile with(Map<String, Object> more) {
        var all = new TreeMap<>(properties);
        all.putAll(more);
        return new ConfigurationFile(pid, name, all);
    }
}
