// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;

/** Reads one fault, word by word. */
final class FaultParser {
    private static final String KEYWORDS =
            "unplug, replug, stall, xrun, burst, drift, jump, position, nonsense, allocation, format, "
                    + "slow, hang, throw, corrupt, storm";

    private final String text;
    private final Queue<String> words;

    FaultParser(String text) {
        this.text = text.strip();
        words = new ArrayDeque<>(Arrays.asList(this.text.split("\\s+")));
    }

    Fault fault() {
        var head = words.remove();
        var at = head.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "\"" + head + "\", expected WHAT@FRAME or WHAT@+FRAMES with one of " + KEYWORDS);
        }
        var place = head.substring(at + 1);
        var fromNow = place.startsWith("+");
        var when = Span.parse(fromNow ? place.substring(1) : place);
        var effect = effect(head.substring(0, at));
        Optional<Span> duration = accept("for") ? Optional.of(Span.parse(next("a duration"))) : Optional.empty();
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + words.peek() + "\" at the end of \"" + text + "\", expected nothing more");
        }
        return new Fault(when, fromNow, effect, duration);
    }

    private Effect effect(String keyword) {
        return switch (keyword) {
            case "unplug" -> new Effect.Unplug();
            case "replug" -> new Effect.Replug(option("as", "a name"), option("identity", "an identity"));
            case "stall" -> new Effect.Stall();
            case "xrun" -> new Effect.Xrun();
            case "burst" -> new Effect.Burst(number("of", "frames"));
            case "drift" -> new Effect.Drift(ppm(next("a drift like 500ppm")));
            case "jump" -> new Effect.Jump(number("by", "frames"));
            case "position" -> new Effect.Offset(offset(next("frames like +480 or -480")));
            case "nonsense" -> new Effect.Nonsense();
            case "allocation" -> new Effect.Allocation(number("of", "bytes"));
            case "format" -> new Effect.Format();
            case "slow" -> new Effect.Slow(method(), Span.parse(required("by", "a time")));
            case "hang" -> new Effect.Hang(method());
            case "throw" -> new Effect.Throw(method(), thrown());
            case "corrupt" -> new Effect.Corrupt();
            case "storm" -> new Effect.Storm();
            default -> throw new IllegalArgumentException("\"" + keyword + "\", expected one of " + KEYWORDS);
        };
    }

    private DeviceMethod method() {
        return DeviceMethod.of(required("in", "a method"));
    }

    private Effect.Thrown thrown() {
        for (var thrown : Effect.Thrown.values()) {
            if (accept(thrown.word())) {
                return thrown;
            }
        }
        return Effect.Thrown.EXCEPTION;
    }

    private int number(String before, String what) {
        var word = required(before, what);
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\", expected a whole number of " + what, e);
        }
    }

    private static int offset(String word) {
        try {
            if (word.startsWith("+") || word.startsWith("-")) {
                return Integer.parseInt(word);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("\"" + word + "\", expected frames like +480 or -480");
    }

    private static double ppm(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith("ppm")) {
                return Double.parseDouble(word.substring(0, word.length() - "ppm".length()));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("\"" + word + "\", expected a drift like 500ppm");
    }

    private Optional<String> option(String word, String what) {
        return accept(word) ? Optional.of(next(what)) : Optional.empty();
    }

    private String required(String word, String what) {
        if (!accept(word)) {
            throw new IllegalArgumentException(
                    "\"" + String.join(" ", words) + "\" in \"" + text + "\", expected \"" + word + "\" and " + what);
        }
        return next(what);
    }

    private String next(String what) {
        var word = words.poll();
        if (word == null) {
            throw new IllegalArgumentException("\"" + text + "\" ends too early, expected " + what);
        }
        return word;
    }

    private boolean accept(String word) {
        if (word.equals(words.peek())) {
            words.remove();
            return true;
        }
        return false;
    }
}
