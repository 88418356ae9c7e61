// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.wavedock.stream.Policy;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Policy.Selection;

/** The option that says which device a stream may be on, and what happens while there is none. */
final class PolicyOption {
    static final String FORM = "follow|reluctant|pinned-wait|pinned-fail|discard";
    static final String DESCRIPTION =
            "follow: the best device, as usual; reluctant: one as long as it works; pinned-...: the"
                    + " named one and no other; ...-wait, ...-fail or ...-discard while it is not there; discard: the best device, and"
                    + " what is due while there is none is dropped and counted.";

    private static final Map<String, Policy> POLICIES =
            Map.of("follow", Policy.FOLLOW, "reluctant", Policy.FOLLOW_RELUCTANT, "discard", Policy.DISCARD);

    private PolicyOption() {}

    static Policy parse(String text) throws Failure {
        if (text == null) {
            return Policy.FOLLOW;
        }
        var policy = POLICIES.get(text);
        if (policy != null) {
            return policy;
        }
        for (var selection : Selection.values()) {
            for (var absence : Absence.values()) {
                var combined = new Policy(selection, absence);
                if (combination(combined).equals(text)) {
                    return combined;
                }
            }
        }
        throw Failure.usage("--policy is \"" + text + "\", expected one of " + FORM.replace("|", ", "));
    }

    /** As people write it. */
    static String name(Policy policy) {
        for (var named : POLICIES.entrySet()) {
            if (named.getValue().equals(policy)) {
                return named.getKey();
            }
        }
        return combination(policy);
    }

    private static String combination(Policy policy) {
        return (policy.selection() + "-" + policy.absence()).toLowerCase(Locale.ROOT);
    }

    /** Whether a stream may be opened while its device is not there. */
    static boolean mayWait(Policy policy) {
        return policy.selection() == Selection.PINNED && policy.absence() != Absence.FAIL;
    }

    /** How long a stream may stand still: for ever if it was told to wait for a device. On a virtual clock none comes. */
    static Duration patience(Policy policy, Speed speed, Duration usual) {
        return policy.equals(Policy.PINNED_WAIT) && speed == Speed.REALTIME ? null : usual;
    }
}
