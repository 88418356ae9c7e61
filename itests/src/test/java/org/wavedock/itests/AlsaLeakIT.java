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
import java.util.regex.Pattern;
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
    /** Generations that forgot nothing but their hardware parameters left 1.6 times that. */
    private static final long NATIVE_KIB = 1024;

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
        var mappedBefore = mappedFiles();
        var memoryBefore = nativeKib();
        go(stream, CYCLES);
        awaitNoFormerGeneration();
        await().atMost(COLLECTION).untilAsserted(() -> {
            var now = Resources.of(context());
            assertThat(now.threads()).as("threads").isEqualTo(before.threads());
            assertThat(now.services()).as("services").isEqualTo(before.services());
            assertThat(openFiles()).as("open files").isLessThanOrEqualTo(filesBefore + FEW_FILES);
            assertThat(mappedFiles()).as("mapped files").isLessThanOrEqualTo(mappedBefore + FEW_FILES);
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

    /** Files and shared memory that are mapped: libraries, and rings that a card has. */
    private static long mappedFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.indexOf('/') >= 0)
                .count();
    }

    /**
     * What the C library has handed out, without what the JVM itself has of it. This is exact where resident memory is not: that
     * one also grows by what lies free between blocks in use, and by code and classes.
     */
    private static long nativeKib() throws Exception {
        var heap = diagnosis("systemNativeHeapInfo");
        var total = heap.substring(heap.lastIndexOf("</heap>"));
        var handedOut = size(total, "type=\"current\"") - size(total, "\"fast\"") - size(total, "\"rest\"");
        var jvm = find("malloc: (\\d+)KB", diagnosis("vmNativeMemory", "summary"));
        return (handedOut + size(total, "\"mmap\"")) / 1024 - jvm;
    }

    private static long size(String heap, String what) {
        return find(what + "[^>]* size=\"(\\d+)\"", heap);
    }

    private static long find(String number, String text) {
        var found = Pattern.compile(number).matcher(text);
        assertThat(found.find()).as("%s in %s", number, text).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static String diagnosis(String command, String... arguments) throws Exception {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        command,
                        arguments.length == 0 ? new Object[0] : new Object[] {arguments},
                        arguments.length == 0 ? new String[0] : new String[] {String[].class.getName()});
    }
}
