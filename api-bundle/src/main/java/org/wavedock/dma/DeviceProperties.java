// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a device's configuration, with the defaults of an annotation that describes it for configuration tools. Every failure is
 * an {@link IllegalArgumentException} that names the property, its value and what was expected. No portcls counterpart. Any
 * thread, never blocks.
 */
public final class DeviceProperties {
    private final Map<String, ?> properties;
    private final Class<? extends Annotation> defaults;
    private final String owner;

    /**
     * A reader.
     *
     * @param properties as Config Admin has them
     * @param defaults has a method for each property, dots as underscores, and its default
     * @param owner whose property it is, for messages: {@code a simulated card}
     */
    public DeviceProperties(Map<String, ?> properties, Class<? extends Annotation> defaults, String owner) {
        this.properties = properties;
        this.defaults = defaults;
        this.owner = owner;
    }

    /**
     * A text.
     *
     * @param name the property
     * @return its value without blanks around it, not null
     */
    public String text(String name) {
        return value(name).toString().strip();
    }

    /**
     * A whole number.
     *
     * @param name the property
     * @param min the least that is right
     * @param max the most that is right
     * @return its value
     * @throws IllegalArgumentException if it is none, or out of range
     */
    public int integer(String name, int min, int max) {
        var expected = "a whole number from " + min + " to " + max;
        var number = parse(name, expected, Long::valueOf);
        return (int) (long) require(name, expected, number >= min && number <= max, number);
    }

    /**
     * A number.
     *
     * @param name the property
     * @param min the least that is right
     * @param max the most that is right
     * @return its value
     * @throws IllegalArgumentException if it is none, or out of range
     */
    public double number(String name, double min, double max) {
        var expected = "a number from " + min + " to " + max;
        var number = parse(name, expected, Double::valueOf);
        return require(name, expected, number >= min && number <= max, number);
    }

    /**
     * A truth.
     *
     * @param name the property
     * @return its value
     * @throws IllegalArgumentException if it is neither true nor false
     */
    public boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false", null);
        };
    }

    /**
     * An array, a collection, or one text with commas.
     *
     * @param name the property
     * @return its texts, without blanks around them
     */
    public List<String> list(String name) {
        var value = value(name);
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(Object::toString).map(String::strip).toList();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Object::toString).map(String::strip).toList();
        }
        return Arrays.stream(text(name).split(",")).map(String::strip).toList();
    }

    /**
     * What to throw when a value makes no sense.
     *
     * @param name the property
     * @param expected what was expected, for people
     * @param cause what happened below, or null
     * @return the exception
     */
    public IllegalArgumentException invalid(String name, String expected, Exception cause) {
        var value = value(name);
        var shown = value instanceof Object[] array ? Arrays.toString(array) : value.toString();
        return new IllegalArgumentException(
                "property " + name + " of " + owner + " is \"" + shown + "\", expected " + expected, cause);
    }

    private <T> T require(String name, String expected, boolean valid, T value) {
        if (!valid) {
            throw invalid(name, expected, null);
        }
        return value;
    }

    private <T> T parse(String name, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text(name));
        } catch (NumberFormatException e) {
            throw invalid(name, expected, e);
        }
    }

    private Object value(String name) {
        var value = properties.get(name);
        return value == null ? defaultOf(name) : value;
    }

    private Object defaultOf(String name) {
        try {
            return defaults.getMethod(name.replace('.', '_')).getDefaultValue();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(defaults + " lacks " + name, e);
        }
    }
}
