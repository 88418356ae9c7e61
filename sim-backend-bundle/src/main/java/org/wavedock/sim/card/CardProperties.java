// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a card's configuration, with the defaults of {@link CardConfig}. Every failure is an {@link IllegalArgumentException}
 * that names the property, its value and what was expected.
 */
final class CardProperties {
    private final Map<String, ?> properties;

    CardProperties(Map<String, ?> properties) {
        this.properties = properties;
    }

    String text(String name) {
        return value(name).toString().strip();
    }

    int integer(String name, int min, int max) {
        var expected = "a whole number from " + min + " to " + max;
        var number = parse(name, expected, Long::valueOf);
        return (int) (long) require(name, expected, number >= min && number <= max, number);
    }

    double number(String name, double min, double max) {
        var expected = "a number from " + min + " to " + max;
        var number = parse(name, expected, Double::valueOf);
        return require(name, expected, number >= min && number <= max, number);
    }

    boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false", null);
        };
    }

    /** An array, a collection, or one text with commas. */
    List<String> list(String name) {
        var value = value(name);
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(Object::toString).map(String::strip).toList();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Object::toString).map(String::strip).toList();
        }
        return Arrays.stream(text(name).split(",")).map(String::strip).toList();
    }

    /** What to throw when a value makes no sense. */
    IllegalArgumentException invalid(String name, String expected, Exception cause) {
        var value = value(name);
        var shown = value instanceof Object[] array ? Arrays.toString(array) : value.toString();
        return new IllegalArgumentException(
                "property " + name + " of a simulated card is \"" + shown + "\", expected " + expected, cause);
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

    private static Object defaultOf(String name) {
        try {
            return CardConfig.class.getMethod(name.replace('.', '_')).getDefaultValue();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("CardConfig lacks " + name, e);
        }
    }
}
