// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Several backends with two cards each, and what can be done to them. */
final class Fleet {
    /** The longest FIFO together with the most frames taken at a start. */
    static final int MOST_HELD = 120;
    /** Ten milliseconds. */
    static final int PERIOD = 80;

    private static final int BACKENDS = 4;
    private static final String SIMULATED_CARD = "org.wavedock.sim.SimulatedCard";
    private static final int MOST_SUBSTREAMS = 256;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Random random;
    private final Queue<WeakReference<ClassLoader>> generations = new ConcurrentLinkedQueue<>();
    private final List<Backend> backends = new ArrayList<>();
    private final List<Card> cards = new ArrayList<>();
    private final Set<String> unplugged = new HashSet<>();
    private Path folder;

    /** A card's configuration. */
    private record Card(String name, Backend backend, Configuration configuration) {}

    /** A fleet that is not there yet, of copies of a bundle. */
    Fleet(BundleContext context, ConfigurationAdmin admin, Path bundle, Random random) throws IOException {
        this.context = context;
        this.admin = admin;
        this.random = random;
        for (var i = 0; i < BACKENDS; i++) {
            backends.add(new Backend(context, BackendCopy.of(bundle, "soak" + i), generations));
        }
    }

    /** Installs everything; the cards record into a folder. */
    void arrive(Path recordings) throws BundleException, IOException {
        folder = recordings;
        for (var backend : backends) {
            backend.install();
            for (var side : List.of("left", "right")) {
                var name = "soak" + backends.indexOf(backend) + side;
                var card = new Card(name, backend, admin.createFactoryConfiguration(backend.pid(), "?"));
                cards.add(card);
                configure(card);
            }
        }
    }

    /** Uninstalls everything; the recordings are complete then. */
    void leave() throws BundleException, IOException, InterruptedException {
        for (var backend : backends) {
            backend.uninstall();
        }
        for (var card : cards) {
            card.configuration().delete();
        }
        cards.clear();
        unplugged.clear();
    }

    List<Backend> backends() {
        return backends;
    }

    List<String> names() {
        return cards.stream().map(Card::name).toList();
    }

    /** How many bundles have been uninstalled. */
    long uninstalled() {
        return backends.stream().mapToLong(Backend::uninstalled).sum();
    }

    /** How many class loaders of former generations are still there; all, once the fleet has left. */
    long generationsAlive() {
        generations.removeIf(generation -> generation.get() == null);
        return generations.size();
    }

    // ---- cards

    String reconfigureAny() throws IOException {
        var card = cards.get(random.nextInt(cards.size()));
        configure(card);
        return card.name();
    }

    private void configure(Card card) throws IOException {
        var properties = new Hashtable<String, Object>();
        properties.put("name", card.name());
        properties.put("service.ranking", random.nextInt(100));
        properties.put("substreams", MOST_SUBSTREAMS);
        properties.put("fifo.frames", random.nextInt(MOST_HELD * 2 / 3));
        properties.put("start.frames", random.nextInt(MOST_HELD / 3));
        properties.put("drift.ppm", random.nextInt(401) - 200);
        properties.put("page.run", 1 + random.nextInt(4));
        properties.put("render.to", "wav:" + folder.resolve(card.name() + ".wav"));
        properties.put("render.append", true);
        properties.put("capture.from", "counter");
        card.configuration().update(properties);
    }

    /** Pulls the plug of a card, if it is there; it stays out until {@link #replug}. */
    boolean unplugAny() {
        var card = cards.get(random.nextInt(cards.size())).name();
        return call(card, "unplug") && unplugged.add(card);
    }

    /** Puts the plugs back; false if none was out. A card that is another one meanwhile is plugged anyway. */
    boolean replug() {
        var any = !unplugged.isEmpty();
        unplugged.forEach(card -> call(card, "replug"));
        unplugged.clear();
        return any;
    }

    /**
     * Calls the hand on a card by its name: importing the interface would tie this bundle to a backend, which could not be
     * refreshed any more without it.
     */
    private boolean call(String card, String method) {
        try {
            var found = context.getAllServiceReferences(SIMULATED_CARD, "(device.name=" + card + ")");
            if (found == null) {
                return false;
            }
            var hand = context.getService(found[0]);
            if (hand == null) {
                return false;
            }
            hand.getClass().getMethod(method).invoke(hand);
            context.ungetService(found[0]);
            return true;
        } catch (InvalidSyntaxException | IllegalAccessException | NoSuchMethodException e) {
            throw new IllegalStateException(method + " of " + card + " cannot be called", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " of " + card + " failed", e.getCause());
        }
    }
}
