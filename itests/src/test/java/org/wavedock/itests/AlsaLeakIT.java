// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.junit.Test;
import org.wavedock.stream.AudioStream;

/** Five hundred generations of the bundle of the ALSA devices under one stream leave nothing behind. */
public class AlsaLeakIT extends AlsaPlatform {
    private static final int CYCLES = 500;
    /** The compiler and the class loaders settle. */
    private static final int WARM_UP = 150;

    private static final int UPDATE_EVERY = 2;
    private static final int REFRESH_EVERY = 10;
    private static final Duration COLLECTION = Duration.ofSeconds(30);
    /** Far less than five hundred rings of 48 KiB, or anything else that were left each time. */
    private static final long NATIVE_KIB = 12 * 1024;

    private static final int FEW_FILES = 3;

    private final List<WeakReference<ClassLoader>> generations = new ArrayList<>();

    @Test
    public void fiveHundredGenerationsLeaveNothingBehind() throws Exception {
        card("sim0", 1);
        alsaCard("one", 5);
        var stream = running();
        numbers.play(stream, Music.BEAT);
        go(stream, WARM_UP);
        awaitNoFormerGeneration();
        var before = Resources.of(context());
        var filesBefore = openFiles();
        var memoryBefore = nativeKib();
        go(stream, CYCLES);
        awaitNoFormerGeneration();
        await().atMost(COLLECTION).untilAsserted(() -> {
            var now = Resources.of(context());
            assertThat(now.threads()).as("threads").isEqualTo(before.threads());
            assertThat(now.services()).as("services").isEqualTo(before.services());
            assertThat(openFiles()).as("open files").isLessThanOrEqualTo(filesBefore + FEW_FILES);
        });
        await().atMost(COLLECTION)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(nativeKib() - memoryBefore)
                        .as("KiB more than before")
                        .isLessThan(NATIVE_KIB));
        assertThat(stream.swaps()).hasSizeGreaterThanOrEqualTo(2 * CYCLES);
        assertThat(finish(stream).repeated())
                .isLessThanOrEqualTo(stream.snapshot().framesRepeated());
    }

    private void go(AudioStream stream, int cycles) throws Exception {
        for (var cycle = 1; cycle <= cycles; cycle++) {
            generations.add(new WeakReference<>(alsa.classLoader()));
            if (cycle % UPDATE_EVERY == 0) {
                alsa.update();
            } else {
                alsa.stop();
                alsa.start();
            }
            if (cycle % REFRESH_EVERY == 0) {
                alsa.refresh();
            }
            awaitDevice("alsa:one");
            await().until(() -> "alsa:one".equals(stream.snapshot().device()));
            numbers.play(stream, Music.BEAT);
        }
    }

    /** A generation ends with its update; one that was only stopped and started is still the one that runs. */
    private void awaitNoFormerGeneration() {
        var current = alsa.classLoader();
        await().atMost(COLLECTION).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            System.gc();
            assertThat(generations.stream()
                            .map(WeakReference::get)
                            .filter(loader -> loader != null && loader != current)
                            .distinct()
                            .count())
                    .as("class loaders of former generations")
                    .isZero();
        });
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    /**
     * What is in use and not Java's: the heap is all there from the beginning, compiled code and classes are taken off, and
     * what the C library holds for later is given back first.
     */
    private static long nativeKib() throws Exception {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "systemTrimNativeHeap",
                        new Object[0],
                        new String[0]);
        var resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElseThrow();
        return resident
                - ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted() / 1024;
    }
}
