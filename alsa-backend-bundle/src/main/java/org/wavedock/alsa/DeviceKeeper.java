// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import java.lang.System.Logger.Level;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.pcm.AlsaDevice;
import org.wavedock.alsa.pcm.DeviceSettings;
import org.wavedock.alsa.pcm.Failures;
import org.wavedock.alsa.pcm.Limits;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.wave.Direction;

/**
 * Keeps a PCM on the platform as a device for as long as it can be opened.
 *
 * <p>Asking a PCM may take as long as a sound server likes, so each has a thread of its own for it, which nobody waits for.
 */
final class DeviceKeeper {
    private static final System.Logger LOG = System.getLogger("org.wavedock.alsa");
    /** How often a PCM that is not there is asked again; nothing announces a sound server or a card that is free again. */
    private static final long AGAIN_MILLIS = 1000;

    private record Presence(AlsaDevice device, ServiceRegistration<?> registration) {}

    private final DeviceSettings settings;
    private final Map<String, Object> properties;
    private final BundleContext context;
    private final Semaphore looks = new Semaphore(0);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<Presence> presence = new AtomicReference<>();
    private volatile boolean closed;
    private volatile String problem = "it has not been asked yet";
    private String told = "";

    /**
     * Begins to ask.
     *
     * @param settings the PCM
     * @param properties what its service is registered with, beside its names
     * @param context the bundle's
     */
    DeviceKeeper(DeviceSettings settings, Map<String, Object> properties, BundleContext context) {
        this.settings = settings;
        this.properties = properties;
        this.context = context;
        var thread = new Thread(this::run, "wavedock-" + settings.name());
        thread.setDaemon(true);
        thread.start();
    }

    DeviceSettings settings() {
        return settings;
    }

    /** Why it is not on the platform, or null if it is. */
    String problem() {
        return problem;
    }

    /** Waits until the PCM has answered once, for a moment only. */
    void awaitAnswer(long deadlineNanos) {
        try {
            if (!asked.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.log(Level.DEBUG, "device {0} takes its time", settings.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something may have changed. Any thread, does not block. */
    void look() {
        looks.release();
    }

    /** Takes the device off the platform, which gives its channels back first. */
    void close() {
        closed = true;
        look();
        leave();
    }

    private void run() {
        try {
            while (!closed) {
                update();
                asked.countDown();
                if (presence.get() != null) {
                    looks.acquire();
                } else if (looks.tryAcquire(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    LOG.log(Level.TRACE, "device {0} is looked at again", settings.name());
                }
                looks.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void update() {
        var limits = new EnumMap<Direction, Limits>(Direction.class);
        var playback = ask(Direction.RENDER, Pcm.PLAYBACK, limits);
        var capture = ask(Direction.CAPTURE, Pcm.CAPTURE, limits);
        var isThere = presence.get() != null;
        if (limits.isEmpty() && isThere && (isBusy(playback) || isBusy(capture))) {
            // By its own streams, most likely.
            return;
        }
        if (limits.isEmpty()) {
            problem = playback.getMessage() + Failures.hint(playback.errno());
            tell(problem);
            leave();
        } else if (!isThere) {
            appear(limits);
        }
    }

    private static boolean isBusy(AlsaException failure) {
        return failure != null && (failure.errno() == Errno.EBUSY || failure.errno() == Errno.EAGAIN);
    }

    private AlsaException ask(Direction direction, int stream, Map<Direction, Limits> limits) {
        try {
            limits.put(direction, Limits.of(settings, stream));
            return null;
        } catch (AlsaException e) {
            return e;
        }
    }

    private void tell(String why) {
        if (!why.equals(told)) {
            told = why;
            LOG.log(Level.DEBUG, "device {0} is not there: {1}", settings.name(), why);
        }
    }

    private void appear(Map<Direction, Limits> limits) {
        var device = new AlsaDevice(settings, limits, this::look);
        try {
            var registration = context.registerService(DmaChannelProvider.class, device, properties());
            presence.set(new Presence(device, registration));
            problem = null;
            told = "";
            LOG.log(Level.DEBUG, "device {0} is there: {1}", settings.name(), limits);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the bundle is stopping", e);
        }
        if (closed) {
            leave();
        }
    }

    private Dictionary<String, Object> properties() {
        var all = new Hashtable<String, Object>(properties);
        all.put("device.name", settings.name());
        all.put("alsa.pcm", settings.pcm());
        return all;
    }

    private void leave() {
        var last = presence.getAndSet(null);
        if (last == null) {
            return;
        }
        try {
            last.registration().unregister();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the framework was faster", e);
        } finally {
            last.device().close();
        }
    }
}
