// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What was found: counted always, logged the first time of its kind. */
final class Violations {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private Violations() {}

    static int count() {
        return COUNT.get();
    }

    /**
     * Records one.
     *
     * @param kind what is the same each time
     * @param message all there is to say
     * @return to be thrown
     */
    static IllegalStateException of(String kind, String message) {
        var violation = new IllegalStateException(message);
        System.setProperty(Check.VIOLATIONS, String.valueOf(COUNT.incrementAndGet()));
        if (LOGGED.add(kind)) {
            LOG.log(Level.ERROR, message, violation);
        }
        return violation;
    }
}
