// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.card;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/**
 * Notices when sound devices come and go: a watch (inotify) on {@code /dev/snd}, where the kernel makes and removes a node for
 * each; while that folder is not there, on {@code /dev}. A change of permissions counts as well. Nothing is polled.
 */
public final class DeviceNodes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.wavedock.alsa");
    /** A card makes several nodes, and udev then changes their permissions: one call for all that. */
    private static final long QUIET_MILLIS = 60;

    private final Path devices;
    private final Path folder;
    private final Runnable listener;
    private WatchService watch;
    private WatchKey onDevices;
    private WatchKey onFolder;

    /**
     * Watches.
     *
     * @param devices the parent of {@code snd}: {@code /dev} but in tests
     * @param listener called after each change, on this object's thread; what it throws is logged
     */
    public DeviceNodes(Path devices, Runnable listener) {
        this.devices = devices;
        this.listener = listener;
        folder = devices.resolve("snd");
        try {
            watch = FileSystems.getDefault().newWatchService();
            var thread = new Thread(this::run, "wavedock-alsa-nodes");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.WARNING, "cards that come and go are not noticed: {0} cannot be watched ({1})", folder, e);
        }
    }

    /** Watches no more. */
    @Override
    public void close() {
        try {
            if (watch != null) {
                watch.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the watch does not close", e);
        }
    }

    private void run() {
        try {
            look();
            while (true) {
                var key = watch.take();
                while (key != null) {
                    key.pollEvents();
                    if (!key.reset()) {
                        forget(key);
                    }
                    key = watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                }
                look();
                call();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // That is the end.
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cards that come and go are not noticed any more", e);
        }
    }

    private void forget(WatchKey key) {
        if (key == onFolder) {
            onFolder = null;
        }
        if (key == onDevices) {
            onDevices = null;
        }
    }

    /** The folder if it is there; else its parent, until it is. */
    private void look() throws IOException {
        if (onFolder == null && Files.isDirectory(folder)) {
            onFolder = register(folder);
        }
        if (onFolder == null && onDevices == null) {
            onDevices = register(devices);
        } else if (onFolder != null && onDevices != null) {
            onDevices.cancel();
            onDevices = null;
        }
    }

    private WatchKey register(Path path) throws IOException {
        return path.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_DELETE,
                StandardWatchEventKinds.ENTRY_MODIFY);
    }

    private void call() {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a look at the sound cards failed", e);
        }
    }
}
