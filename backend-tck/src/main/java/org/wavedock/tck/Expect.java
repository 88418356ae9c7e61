// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Judgements, with messages that a backend's author understands without reading the rule. */
final class Expect {
    /** A call of the device. */
    interface Call {
        void run() throws Exception;
    }

    private Expect() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            Assertions.fail(message);
        }
    }

    static void equal(Object expected, Object actual, String what) {
        that(Objects.equals(expected, actual), what + " is " + actual + ", expected " + expected);
    }

    /** A number in a range. */
    static void between(long least, long most, long actual, String what) {
        that(actual >= least && actual <= most, what + " is " + actual + ", expected " + least + " to " + most);
    }

    /** The same bytes; says where they first differ. */
    static void bytes(byte[] expected, byte[] actual, String what) {
        var at = Arrays.mismatch(expected, actual);
        if (at >= 0) {
            Assertions.fail(what + ": byte " + at + " of " + expected.length + " is " + at(actual, at) + ", expected "
                    + at(expected, at));
        }
    }

    private static String at(byte[] bytes, int index) {
        return index < bytes.length ? String.valueOf(bytes[index]) : "missing";
    }

    /** The call throws an {@link AudioException} with one of the reasons. */
    static AudioException refused(String what, Call call, Reason... reasons) {
        var thrown = thrown(call);
        if (thrown instanceof AudioException e && Arrays.asList(reasons).contains(e.reason())) {
            var message = e.getMessage();
            that(message != null && !message.isBlank(), what + " is refused with " + e.reason() + " and no message");
            return e;
        }
        return Assertions.fail(
                what + " " + outcome(thrown) + ", expected an AudioException with " + Arrays.toString(reasons), thrown);
    }

    /** The call throws one of the exceptions, or a subclass. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static void thrown(String what, Call call, Class<? extends Throwable>... types) {
        var thrown = thrown(call);
        if (Arrays.stream(types).noneMatch(type -> type.isInstance(thrown))) {
            var names = Arrays.stream(types).map(Class::getSimpleName).toList();
            Assertions.fail(what + " " + outcome(thrown) + ", expected one of " + names, thrown);
        }
    }

    /** What the call throws, or null. */
    static Throwable thrown(Call call) {
        try {
            call.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    static String outcome(Throwable thrown) {
        if (thrown instanceof AudioException e) {
            return "throws AudioException " + e.reason();
        }
        return thrown == null ? "returns" : "throws " + thrown;
    }
}
