// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceNodesTest {
    private final AtomicInteger calls = new AtomicInteger();
    private Path snd;
    private DeviceNodes nodes;

    @TempDir
    Path devices;

    @BeforeEach
    void name() {
        snd = devices.resolve("snd");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Watches, and waits until that works: a file that comes and goes is noticed. */
    private void watch(Path folder, Runnable listener) {
        nodes = new DeviceNodes(devices, listener);
        var probe = folder.resolve("probe");
        await().until(() -> {
            Files.deleteIfExists(probe);
            Files.createFile(probe);
            return calls.get() > 0;
        });
        settle();
    }

    private void assertNoticed(Change change) throws IOException {
        var before = calls.get();
        change.make();
        await().until(() -> calls.get() > before);
        settle();
    }

    /** All events of the past have been answered. */
    private void settle() {
        var last = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(200)).until(() -> last.getAndSet(calls.get()) == calls.get());
    }

    @Test
    void aFolderThatAppearsIsWatchedUntilItGoesAndWhenItIsBack() throws IOException {
        watch(devices, calls::incrementAndGet);
        var node = snd.resolve("pcmC0D0p");
        assertNoticed(() -> Files.createDirectory(snd));
        assertNoticed(() -> Files.createFile(node));
        assertNoticed(() -> Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rw-rw----")));
        assertNoticed(() -> Files.delete(node));
        assertNoticed(() -> Files.delete(snd));
        assertNoticed(() -> Files.createDirectory(snd));
        assertNoticed(() -> Files.createFile(node));
    }

    @Test
    void aFolderThatIsThereIsWatchedAndItsParentIsNot() throws IOException {
        Files.createDirectory(snd);
        watch(snd, calls::incrementAndGet);
        var before = calls.get();
        Files.createFile(devices.resolve("ttyS0"));
        settle();
        assertThat(calls.get()).isEqualTo(before);
    }

    @Test
    void aListenerThatFailsIsCalledAgain() throws IOException {
        Files.createDirectory(snd);
        watch(snd, () -> {
            calls.incrementAndGet();
            throw new IllegalStateException("a listener that fails");
        });
        assertNoticed(() -> Files.createFile(snd.resolve("a")));
    }

    @Test
    void afterCloseItsThreadEnds() throws IOException {
        Files.createDirectory(snd);
        watch(snd, calls::incrementAndGet);
        nodes.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("wavedock-alsa-nodes")));
    }
}
