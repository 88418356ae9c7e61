// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.portcls.WaveFilter;

/** Where a registry publishes filters in tests: a client gets its own, and one for each listener that watches them go. */
final class Shelf implements FilterPublisher {
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    /** What happened, in order: {@code +name} and {@code -name}. */
    final List<String> events = new ArrayList<>();
    /** Called while a filter is coming or going. */
    Runnable during = () -> {};

    @Override
    public Publication publish(Filter filter, Map<String, Object> serviceProperties) {
        var name = (String) serviceProperties.get(WaveFilter.NAME);
        filters.put(name, filter);
        properties.put(name, serviceProperties);
        events.add("+" + name);
        during.run();
        return () -> {
            filters.remove(name);
            events.add("-" + name);
            during.run();
        };
    }

    boolean has(String name) {
        return filters.containsKey(name);
    }

    FilterClient client(String name) {
        return filters.get(name).newClient();
    }

    Map<String, Object> properties(String name) {
        return properties.get(name);
    }
}
