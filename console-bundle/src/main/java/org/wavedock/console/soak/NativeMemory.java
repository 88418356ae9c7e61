// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The process's private memory outside of Java's heap, as Linux tells it. */
final class NativeMemory {
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    /** A line that begins a mapping. */
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

    private static final Pattern PRIVATE = Pattern.compile("Anonymous:\\s+(\\d+) kB");
    /** Where the heap lies: from, to here, to there at most. */
    private static final Pattern HEAP = Pattern.compile("\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");

    private static final long UNKNOWN = -1;

    private NativeMemory() {}

    /** Bytes that are really there, or -1 if this system or this JVM does not tell. */
    static long outsideHeap() throws IOException {
        if (!Files.isReadable(MAPPINGS)) {
            return UNKNOWN;
        }
        // What the C library keeps for later is nobody's.
        diagnose("systemTrimNativeHeap");
        var heap = HEAP.matcher(diagnose("gcHeapInfo"));
        var from = Long.MAX_VALUE;
        var to = 0L;
        while (heap.find()) {
            from = Math.min(from, Long.parseUnsignedLong(heap.group(1), 16));
            to = Math.max(to, Long.parseUnsignedLong(heap.group(2), 16));
        }
        return to == 0 ? UNKNOWN : outside(from, to);
    }

    private static long outside(long from, long to) throws IOException {
        var kilobytes = 0L;
        var counts = false;
        for (var line : Files.readAllLines(MAPPINGS)) {
            var mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                var start = Long.parseUnsignedLong(mapping.group(1), 16);
                counts = Long.compareUnsigned(start, from) < 0 || Long.compareUnsigned(start, to) >= 0;
                continue;
            }
            var amount = PRIVATE.matcher(line);
            if (counts && amount.matches()) {
                kilobytes += Long.parseLong(amount.group(1));
            }
        }
        return kilobytes * 1024;
    }

    /** What the JVM answers; nothing if it does not know the question. */
    private static String diagnose(String question) {
        try {
            return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            question,
                            new Object[0],
                            new String[0]));
        } catch (JMException e) {
            return "";
        }
    }
}
