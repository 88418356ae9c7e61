// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is to go wrong with simulated cards, as the command line says it; the cards know what it means. */
final class Injection {
    static final String FORM = "DEVICE:FAULT";

    private static final String FAULTS = "faults";

    private Injection() {}

    /** The cards with their faults: a line each, after those that they have. */
    static List<ConfigurationFile> into(List<ConfigurationFile> cards, List<String> injections) throws Failure {
        var all = new ArrayList<>(cards);
        for (var injection : injections) {
            var index = find(all, injection);
            var card = all.get(index);
            var fault = injection.substring(card.device().length() + 1);
            var before = card.properties().getOrDefault(FAULTS, "").toString();
            all.set(index, card.with(Map.of(FAULTS, before.isEmpty() ? fault : before + "\n" + fault)));
        }
        return all;
    }

    /** A device's name may have colons in it, and so may a fault. */
    private static int find(List<ConfigurationFile> cards, String injection) throws Failure {
        for (var i = 0; i < cards.size(); i++) {
            if (cards.get(i).isSimulated() && injection.startsWith(cards.get(i).device() + ":")) {
                return i;
            }
        }
        throw Failure.usage("--inject is \"" + injection + "\", expected " + FORM
                + ", such as sim0:unplug@48000, with one of the simulated cards "
                + Devices.list(names(cards).toList()));
    }

    private static Stream<String> names(List<ConfigurationFile> cards) {
        return cards.stream().filter(ConfigurationFile::isSimulated).map(ConfigurationFile::device);
    }
}
