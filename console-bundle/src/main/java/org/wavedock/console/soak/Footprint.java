// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What the platform takes of the machine at a moment when nothing happens: no backend is there, and all streams but the elders
 * are closed.
 *
 * @param heapBytes in use after a collection
 * @param nativeBytes private memory outside of the heap, without what the JVM says that its classes and its compiled code take;
 *     -1 where the system does not tell
 * @param directBytes of direct buffers
 * @param uninstalled bundles so far
 * @param formerGenerations class loaders of backends that are gone
 * @param classes loaded ones
 * @param files open ones; -1 where the system does not tell
 * @param threads by name, numbers left out
 * @param services by bundle and interface
 */
public record Footprint(
        long heapBytes,
        long nativeBytes,
        long directBytes,
        long uninstalled,
        long formerGenerations,
        long classes,
        long files,
        Map<String, Long> threads,
        Map<String, Long> services) {
    private static final long UNKNOWN = -1;
    private static final long MIB = 1 << 20;
    /** The accounts of the elders grow by what happened to them, and Java's own tables breathe. */
    private static final long HEAP_SLACK = 6 * MIB;
    /**
     * Felix keeps a count of zero uses for each service that a bundle ever used, and with it the bundle and its jar's directory,
     * until the service goes.
     */
    private static final long KEPT_OF_A_BUNDLE = 40 << 10;
    /** Less than a buffer of 64 KiB for each of a thousand generations. */
    private static final long NATIVE_SLACK = 32 * MIB;
    /** What is generated for reflection and lambdas when something is done for the first time. */
    private static final long CLASS_SLACK = 200;

    private static final long FILE_SLACK = 2;
    private static final Pattern DEVICE_THREAD = Pattern.compile("wavedock-(pump|desk|wav).*");

    static Footprint of(BundleContext context, long uninstalled, long formerGenerations) throws IOException {
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                countNative(),
                countDirect(),
                uninstalled,
                formerGenerations,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                countFiles(),
                countThreads(),
                countServices(context));
    }

    /** What is more than it was before, beyond what is to be expected; empty if nothing is. */
    List<String> excess(Footprint before) {
        var excess = new ArrayList<String>();
        var kept = KEPT_OF_A_BUNDLE * (uninstalled - before.uninstalled);
        compare("bytes of heap", heapBytes, before.heapBytes + HEAP_SLACK + kept, excess);
        compare("bytes of native memory", nativeBytes, before.nativeBytes + NATIVE_SLACK, excess);
        compare("bytes of direct buffers", directBytes, before.directBytes, excess);
        compare("classes", classes, before.classes + CLASS_SLACK, excess);
        compare("open files", files, before.files + FILE_SLACK, excess);
        compare("threads", threads, before.threads, excess);
        compare("services", services, before.services, excess);
        return excess;
    }

    /** What is there of backends, although none is there any more; empty if nothing is. */
    List<String> remains() {
        var remains = new ArrayList<String>();
        compare("class loaders of backends that are gone", formerGenerations, 0, remains);
        threads.forEach((name, count) -> {
            if (DEVICE_THREAD.matcher(name).matches()) {
                remains.add(count + " threads " + name + " without a device");
            }
        });
        return remains;
    }

    private static void compare(String what, long now, long most, List<String> excess) {
        if (now > most) {
            excess.add(now + " " + what + ", expected at most " + most);
        }
    }

    private static void compare(String what, Map<String, Long> now, Map<String, Long> before, List<String> excess) {
        var more = new TreeMap<>(now);
        before.forEach((kind, count) -> more.merge(kind, -count, Long::sum));
        more.values().removeIf(count -> count <= 0);
        if (!more.isEmpty()) {
            excess.add("more " + what + ": " + more);
        }
    }

    private static long countDirect() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long countNative() throws IOException {
        var outside = NativeMemory.outsideHeap();
        return outside == UNKNOWN
                ? UNKNOWN
                : outside
                        - ManagementFactory.getMemoryMXBean()
                                .getNonHeapMemoryUsage()
                                .getUsed();
    }

    private static long countFiles() throws IOException {
        var descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return UNKNOWN;
        }
        try (var open = Files.list(descriptors)) {
            return open.count();
        }
    }

    private static Map<String, Long> countThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("\\d+", "#"), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> countServices(BundleContext context) {
        try {
            return Arrays.stream(context.getAllServiceReferences(null, null))
                    .collect(Collectors.groupingBy(Footprint::kind, TreeMap::new, Collectors.counting()));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kind(ServiceReference<?> service) {
        var bundle = service.getBundle();
        var types = (String[]) service.getProperty(Constants.OBJECTCLASS);
        return (bundle == null ? "nobody" : bundle.getSymbolicName()) + " " + String.join(",", types);
    }
}
