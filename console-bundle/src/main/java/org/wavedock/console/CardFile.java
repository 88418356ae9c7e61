// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A factory configuration in a file named {@code FACTORYPID-NAME.cfg}, as Felix File Install names them.
 *
 * @param factoryPid whose it is
 * @param name which it is
 * @param properties what the file says
 */
record CardFile(String factoryPid, String name, Map<String, Object> properties) {
    /** The factory of simulated cards. */
    static final String SIMULATED_CARD = "org.wavedock.sim.card";

    private static final String SUFFIX = ".cfg";
    private static final String RANKING = "service.ranking";

    CardFile {
        properties = Map.copyOf(properties);
    }

    /** The files of a folder, in the order of their names. */
    static List<CardFile> readAll(Path folder) throws Failure {
        var cards = new ArrayList<CardFile>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX) && name.indexOf('-') > 0) {
                    cards.add(read(file));
                }
            }
        } catch (IOException e) {
            throw Failure.of("cannot read the configurations in " + folder + ": " + e.getMessage(), e);
        }
        return cards;
    }

    static CardFile read(Path file) throws IOException, Failure {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IllegalArgumentException e) {
            throw Failure.of(file + " is not a properties file: " + e.getMessage(), e);
        }
        var properties = new HashMap<String, Object>();
        for (var key : lines.stringPropertyNames()) {
            properties.put(key, lines.getProperty(key));
        }
        if (properties.containsKey(RANKING)) {
            properties.put(RANKING, ranking(file, lines.getProperty(RANKING)));
        }
        var base = String.valueOf(file.getFileName());
        var dash = base.indexOf('-');
        return new CardFile(
                base.substring(0, dash), base.substring(dash + 1, base.length() - SUFFIX.length()), properties);
    }

    /** The framework ignores a ranking that is not an Integer. */
    private static Integer ranking(Path file, String text) throws Failure {
        try {
            return Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw Failure.of(file + ": " + RANKING + " is \"" + text + "\", expected a whole number", e);
        }
    }

    boolean isSimulated() {
        return factoryPid.equals(SIMULATED_CARD);
    }

    /** The name of the device that it will be. */
    String device() {
        return properties.getOrDefault("name", name).toString();
    }

    /** The same with other properties on top. */
    CardFile with(Map<String, Object> more) {
        var all = new TreeMap<>(properties);
        all.putAll(more);
        return new CardFile(factoryPid, name, all);
    }
}
