// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.Map;

/** Where clients look for filters: the service registry, or a test. */
@FunctionalInterface
public interface FilterPublisher {
    /**
     * Makes a filter known. No lock is held.
     *
     * @param filter makes a {@link FilterClient} for each client
     * @param properties the service properties
     * @return how to withdraw it
     */
    Publication publish(Filter filter, Map<String, Object> properties);

    /** A filter that is known. */
    @FunctionalInterface
    interface Publication {
        /** Clients see it vanish; when this returns, none finds it any more. */
        void withdraw();
    }
}
