// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.wavedock.stream.AudioStreams;
import org.wavedock.wave.AudioException;

/**
 * Runs streams for a long time while backends are started, stopped, updated, refreshed, uninstalled and configured anew.
 *
 * <p>It goes in legs. In each everything happens at random; then all that was written is heard to its end, the backends go,
 * every ledger is compared with what the cards recorded, and what is in use is compared with what was in use after the first
 * legs. So a check needs the recordings of one leg only. The elders among the streams live through all legs.
 */
public final class Soak {
    private static final Logger ENGINE_LOG = Logger.getLogger("org.wavedock.runtime");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WARM_UP_LEGS = 2;
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final int PAUSE_RANGE_MILLIS = 190;
    private static final long LOOK_NANOS = 20_000_000;

    private final BundleContext context;
    private final SoakPlan plan;
    private final Watcher watcher;
    private final Random random;
    private final Violations violations = new Violations();
    private final Tally tally = new Tally(violations);
    private final AudioStreams streams;
    private final Fleet fleet;
    private final List<Footprint> footprints = new ArrayList<>();
    private final Path folder = Files.createTempDirectory("wavedock-soak");
    private final long start = System.nanoTime();

    /** Who looks on. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Called a few times a second, by the thread that runs the soak.
         *
         * @param elapsed how long it has been running
         * @param swaps changes of device until now
         * @throws java.util.concurrent.CancellationException to end it
         */
        void look(Duration elapsed, long swaps);
    }

    /**
     * A soak that has not begun. Makes a temporary folder.
     *
     * @param context a bundle's that may install others
     * @param bundle the jar of the simulated cards, of which it makes backends
     * @param plan what is to be done
     * @param watcher who looks on
     * @throws IOException if there is no place for recordings, or the bundle cannot be read
     */
    public Soak(BundleContext context, Path bundle, SoakPlan plan, Watcher watcher) throws IOException {
        this.context = context;
        this.plan = plan;
        this.watcher = watcher;
        random = new Random(plan.seed());
        streams = service(AudioStreams.class);
        fleet = new Fleet(context, service(ConfigurationAdmin.class), bundle, random);
    }

    private <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    /**
     * Runs until the time is over, or something was found. Blocks. Leaves nothing behind but the recordings of a leg in which
     * something was found.
     *
     * @return how it went
     * @throws BundleException if a bundle cannot be handled
     * @throws IOException if files cannot be
     * @throws InterruptedException if the thread is interrupted
     */
    public SoakReport run() throws BundleException, IOException, InterruptedException {
        var levelBefore = ENGINE_LOG.getLevel();
        // That a stream loses its device is what happens here all the time, and is counted; errors are told.
        ENGINE_LOG.setLevel(Level.SEVERE);
        try (var feeder = new Feeder(violations)) {
            var cast = new Cast(streams, plan, random, feeder, tally);
            try {
                while (violations.none()
                        && (elapsed().compareTo(plan.length()) < 0 || footprints.size() <= WARM_UP_LEGS)) {
                    leg(cast);
                }
            } finally {
                cast.close();
                fleet.leave();
                if (violations.none()) {
                    delete(folder);
                }
            }
        } finally {
            ENGINE_LOG.setLevel(levelBefore);
        }
        return new SoakReport(
                plan, elapsed(), footprints.size(), tally.figures(), footprints, WARM_UP_LEGS, violations.list());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What was in use after the warm-up; null before. */
    private Footprint baseline() {
        return footprints.size() < WARM_UP_LEGS ? null : footprints.get(WARM_UP_LEGS - 1);
    }

    private void leg(Cast cast) throws BundleException, IOException, InterruptedException {
        var recordings = Files.createDirectory(folder.resolve("leg" + footprints.size()));
        fleet.arrive(recordings);
        var churn = new Churn(fleet, cast, random, tally);
        await(
                "all cards are there",
                () -> streams.devices().size() == fleet.names().size());
        cast.playing().forEach(Player::resume);
        open(cast);
        var end = System.nanoTime() + plan.leg().toNanos();
        while (System.nanoTime() < end && violations.none()) {
            churn.step();
            look();
            pause();
        }
        churn.calm();
        await(
                "all cards are back",
                () -> streams.devices().size() == fleet.names().size());
        cast.playing().forEach(Player::finish);
        cast.playing().forEach(player -> player.drain(PATIENCE, violations));
        fleet.leave();
        await("all cards have gone", () -> streams.devices().isEmpty());
        compare(cast, recordings);
        cast.dismiss();
        rest();
        if (violations.none()) {
            delete(recordings);
        }
    }

    private void open(Cast cast) {
        try {
            cast.complete(fleet.names());
        } catch (AudioException e) {
            violations.add("a stream cannot be opened: " + e.getMessage());
        }
    }

    private void look() {
        watcher.look(elapsed(), tally.swaps());
    }

    private void pause() {
        LockSupport.parkNanos((SHORTEST_PAUSE_MILLIS + random.nextInt(PAUSE_RANGE_MILLIS)) * 1_000_000L);
    }

    private void await(String what, BooleanSupplier condition) {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                violations.add("not within " + PATIENCE.toSeconds() + " s: " + what);
                return;
            }
            look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void compare(Cast cast, Path recordings) throws IOException {
        var claims = new ArrayList<Claim>();
        for (var player : cast.all()) {
            claims.addAll(player.check(tally, violations));
        }
        var heard = new Recordings(recordings, violations);
        heard.compare(claims);
        tally.heard(heard.framesHeard());
        if (violations.none()) {
            tally.forget();
        } else {
            tell(recordings, claims);
        }
    }

    /** For whoever looks for the cause: beside the recordings, what the ledgers say of them, and how they came to it. */
    private void tell(Path recordings, List<Claim> claims) throws IOException {
        var lines = new ArrayList<>(violations.list());
        claims.stream().map(Claim::toString).forEach(lines::add);
        lines.addAll(tally.told());
        Files.write(recordings.resolve("ledgers.txt"), lines);
    }

    /** Waits until what is in use is no more than after the warm-up, and takes it down; what still is more is told. */
    private void rest() throws IOException {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        var now = footprint();
        var before = baseline();
        while (!isCalm(now, before) && System.nanoTime() < limit) {
            look();
            LockSupport.parkNanos(10 * LOOK_NANOS);
            now = footprint();
        }
        footprints.add(now);
        now.remains().forEach(violations::add);
        if (before != null) {
            now.excess(before).forEach(violations::add);
        }
    }

    private static boolean isCalm(Footprint now, Footprint before) {
        return now.remains().isEmpty() && (before == null || now.excess(before).isEmpty());
    }

    private Footprint footprint() throws IOException {
        ManagementFactory.getMemoryMXBean().gc();
        return Footprint.of(context, fleet.uninstalled(), fleet.generationsAlive());
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
