// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.wavedock.stream.DevicePreferences;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/**
 * The remembered order of devices. Configuration Admin keeps it and tells of every change; a component that it configured would
 * be taken down when the configuration is deleted, and all streams with it.
 */
@Component(
        service = {DevicePreferences.class, ManagedService.class, PreferencesComponent.class},
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = "service.pid=" + DevicePreferences.PID)
public final class PreferencesComponent implements DevicePreferences, ManagedService {
    /** Any bundle may be given the configuration: a command made it, or a file. */
    private static final String ANY_LOCATION = "?";

    private final Map<Direction, List<String>> orders = new EnumMap<>(Direction.class);
    private BiConsumer<Direction, List<String>> listener = (direction, order) -> {};

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ConfigurationAdmin admin;

    /** Tells somebody of the orders, now and whenever one changes. */
    synchronized void onChange(BiConsumer<Direction, List<String>> newListener) {
        listener = newListener;
        orders.forEach(listener);
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> properties) throws ConfigurationException {
        for (var direction : Direction.values()) {
            set(direction, properties == null ? List.of() : read(key(direction), properties.get(key(direction))));
        }
    }

    private static List<String> read(String key, Object value) throws ConfigurationException {
        var texts = new ArrayList<String>();
        if (value instanceof Object[] array) {
            Arrays.stream(array).map(Objects::toString).forEach(texts::add);
        } else if (value instanceof Collection<?> collection) {
            collection.stream().map(Objects::toString).forEach(texts::add);
        } else if (value instanceof String text) {
            texts.addAll(List.of(text.strip().split("\\s+")));
            texts.remove("");
        } else if (value != null) {
            throw new ConfigurationException(
                    key,
                    "is " + value + ", expected identities of devices: an array, or a text with blanks between them");
        }
        return texts;
    }

    private static String key(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private synchronized void set(Direction direction, List<String> order) {
        orders.put(direction, List.copyOf(order));
        listener.accept(direction, order);
    }

    @Override
    public synchronized List<String> order(Direction direction) {
        return new ArrayList<>(orders.getOrDefault(direction, List.of()));
    }

    @Override
    public void prefer(Direction direction, String identity) throws AudioException {
        if (!identity.matches("\\S+")) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "identity of a device is \"" + identity + "\", expected a text without blanks");
        }
        change(direction, order -> {
            order.remove(identity);
            order.add(0, identity);
        });
    }

    @Override
    public void forget(Direction direction, String identity) throws AudioException {
        change(direction, order -> {
            if (!order.remove(identity)) {
                throw new AudioException(
                        Reason.NOT_FOUND,
                        "no preference for " + identity + ", expected "
                                + (order.isEmpty() ? "none" : "one of " + order));
            }
        });
    }

    private interface Change {
        void apply(List<String> order) throws AudioException;
    }

    /** What counts is what is kept: Configuration Admin may be about to tell of an earlier change. */
    private synchronized void change(Direction direction, Change change) throws AudioException {
        var keeper = admin;
        if (keeper == null) {
            throw new AudioException(Reason.DEVICE_NOT_READY, "there is no Configuration Admin to remember devices");
        }
        try {
            var configuration = keeper.getConfiguration(PID, ANY_LOCATION);
            var kept = configuration.getProperties();
            var properties = kept == null ? new Hashtable<String, Object>() : kept;
            var order = read(key(direction), properties.get(key(direction)));
            change.apply(order);
            properties.put(key(direction), order.toArray(new String[0]));
            configuration.update(properties);
            set(direction, order);
        } catch (IOException | ConfigurationException | IllegalStateException e) {
            throw new AudioException(Reason.UNSUCCESSFUL, "the order of devices cannot be kept: " + e.getMessage(), e);
        }
    }
}
