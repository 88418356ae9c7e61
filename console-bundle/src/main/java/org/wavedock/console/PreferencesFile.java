// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.stream.DevicePreferences;
import org.wavedock.wave.Direction;

/**
 * Keeps the order of devices for the next shell. Each run has a folder of its own for what Configuration Admin keeps; what is to
 * last is a file in {@code deploy/}, which the next run's File Install reads.
 */
@Component(immediate = true)
public final class PreferencesFile implements SynchronousConfigurationListener {
    private static final Logger LOG = System.getLogger("org.wavedock.console");

    private final ConfigurationAdmin admin;
    private final Path file;

    /**
     * Called by declarative services.
     *
     * @param context this bundle's
     * @param admin where the order is kept
     */
    @Activate
    public PreferencesFile(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.admin = admin;
        var isShell = context.getProperty("felix.fileinstall.dir") != null;
        file = isShell ? Path.of(context.getProperty("wavedock.home"), "deploy", DevicePreferences.PID + ".cfg") : null;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (file == null || !DevicePreferences.PID.equals(event.getPid())) {
            return;
        }
        try {
            if (event.getType() == ConfigurationEvent.CM_DELETED) {
                Files.deleteIfExists(file);
            } else {
                keep(text());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the order of devices is not kept for the next time: " + Problem.of(e), e);
        }
    }

    private String text() throws IOException {
        var properties = admin.getConfiguration(DevicePreferences.PID, "?").getProperties();
        return Arrays.stream(Direction.values())
                .map(direction -> direction.name().toLowerCase(Locale.ROOT))
                .map(key -> key + " = " + line(properties.get(key)) + "\n")
                .collect(Collectors.joining());
    }

    private static String line(Object order) {
        var text = order instanceof String[] array ? String.join(" ", array) : order == null ? "" : order.toString();
        return text.replace("\\", "\\\\");
    }

    /** What is in the file already came from there. */
    private void keep(String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }
}
