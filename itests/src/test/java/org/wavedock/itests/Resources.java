// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What a platform uses of the machine that no garbage collector takes care of, as of now. */
record Resources(Map<String, Long> threads, Map<String, Long> services, long directBytes) {
    static Resources of(BundleContext context) throws InvalidSyntaxException {
        return new Resources(countThreads(), countServices(context), countDirectBytes());
    }

    /** By name; what numbers itself counts as one kind. */
    private static Map<String, Long> countThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("\\d+", "#"), TreeMap::new, Collectors.counting()));
    }

    /** By bundle and interfaces. */
    private static Map<String, Long> countServices(BundleContext context) throws InvalidSyntaxException {
        return Arrays.stream(context.getAllServiceReferences(null, null))
                .collect(Collectors.groupingBy(Resources::kind, TreeMap::new, Collectors.counting()));
    }

    private static String kind(ServiceReference<?> service) {
        var bundle = service.getBundle();
        var types = (String[]) service.getProperty(Constants.OBJECTCLASS);
        return (bundle == null ? "nobody" : bundle.getSymbolicName()) + " " + String.join(",", types);
    }

    private static long countDirectBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
