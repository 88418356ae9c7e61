// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.sim.SimulatedCard;
import org.wavedock.sim.fault.Effect;

/**
 * A card's registered services. A card that is plugged in as another device is another service; a thread sees to that, which is there only
 * as long as such a plug is to come.
 */
final class CardServices implements AutoCloseable {
    private static final String[] SERVICES = {DmaChannelProvider.class.getName(), SimulatedCard.class.getName()};
    private static final long LOOK_EVERY_NANOS = 2_000_000;

    private final BundleContext context;
    private final Card card;
    private final Map<String, ?> properties;
    private ServiceRegistration<?> registration;
    private Effect.Replug registered;
    private Thread watcher;
    private boolean closed;

    /**
     * Registers the card.
     *
     * @param properties of the card's configuration
     * @throws IllegalArgumentException if the ranking is no number
     * @throws IllegalStateException if the bundle stops
     */
    CardServices(BundleContext context, Card card, Map<String, ?> properties) {
        this.context = context;
        this.card = card;
        this.properties = properties;
        register();
        card.onInjection(this::watch);
        watch();
    }

    private void register() {
        registered = card.plug();
        registration = context.registerService(SERVICES, card, serviceProperties());
    }

    private void unregister() {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // the framework was faster
        }
    }

    /** The configuration, as Declarative Services would have it, and the name. */
    private Dictionary<String, Object> serviceProperties() {
        var all = new Hashtable<String, Object>();
        properties.forEach((key, value) -> {
            if (!key.startsWith(".")) {
                all.put(key, value);
            }
        });
        all.put(SimulatedCard.DEVICE_NAME, registered.name().orElse(card.name()));
        var ranking = CardSettings.reader(properties)
                .integer(Constants.SERVICE_RANKING, Integer.MIN_VALUE, Integer.MAX_VALUE);
        all.put(Constants.SERVICE_RANKING, ranking);
        return all;
    }

    private synchronized void watch() {
        if (watcher == null && needsWatching()) {
            watcher = new Thread(this::work, "wavedock-sim-plug-" + card.name());
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private boolean needsWatching() {
        return !closed && (card.awaitsPlug() || !card.plug().equals(registered));
    }

    private void work() {
        while (follow()) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
    }

    /** Registers the card anew if it is another device now; false if that will not happen any more. */
    private synchronized boolean follow() {
        if (!closed && !card.plug().equals(registered)) {
            unregister();
            register();
        }
        if (needsWatching()) {
            return true;
        }
        watcher = null;
        return false;
    }

    /** Takes the card off the platform. */
    @Override
    public synchronized void close() {
        closed = true;
        unregister();
    }
}
