// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.osgi.framework.BundleException;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;

/** Draws what happens next, and does it. */
final class Churn {
    private static final Duration SWAP_PATIENCE = Duration.ofMillis(500);

    private final Fleet fleet;
    private final Cast cast;
    private final Random random;
    private final Tally tally;
    private final List<Action> lots = new ArrayList<>();
    private final List<AudioStream> paused = new ArrayList<>();

    Churn(Fleet fleet, Cast cast, Random random, Tally tally) {
        this.fleet = fleet;
        this.cast = cast;
        this.random = random;
        this.tally = tally;
        for (var action : Action.values()) {
            for (var i = 0; i < action.weight(); i++) {
                lots.add(action);
            }
        }
    }

    /** One thing happens. */
    void step() throws BundleException, IOException, InterruptedException {
        var drawn = lots.get(random.nextInt(lots.size()));
        var done = drawn.isOfStreams() ? toStream(drawn) : toBackend(drawn);
        if (done != null) {
            tally.did(done);
        }
    }

    /** What was done; null if it was not possible. */
    private Action toBackend(Action drawn) throws BundleException, IOException, InterruptedException {
        var backend = fleet.backends().get(random.nextInt(fleet.backends().size()));
        switch (drawn) {
            case STOP -> {
                if (!backend.isRunning()) {
                    backend.start();
                    return Action.START;
                }
                backend.stop();
            }
            case UPDATE -> backend.update();
            case REFRESH -> backend.refresh();
            case REINSTALL -> {
                backend.uninstall();
                backend.install();
            }
            case RECONFIGURE -> fleet.reconfigureAny();
            case UNPLUG -> {
                if (fleet.replug()) {
                    return Action.REPLUG;
                }
                return fleet.unplugAny() ? Action.UNPLUG : null;
            }
            default -> throw new IllegalArgumentException(drawn.toString());
        }
        return drawn;
    }

    private Action toStream(Action drawn) {
        try {
            cast.complete(fleet.names());
            var player = cast.any();
            switch (drawn) {
                case SWAP -> player.stream().swapTo(anyName(), SWAP_PATIENCE);
                case PAUSE -> {
                    if (!paused.isEmpty()) {
                        paused.remove(0).start();
                        return Action.RESUME;
                    }
                    player.stream().pause();
                    paused.add(player.stream());
                }
                case REPLACE -> {
                    if (cast.isElder(player)) {
                        return null;
                    }
                    paused.remove(player.stream());
                    cast.replace(player, fleet.names());
                }
                default -> throw new IllegalArgumentException(drawn.toString());
            }
            return drawn;
        } catch (AudioException ignored) {
            // The device has gone meanwhile, or no device is there, or it takes longer: that is what happens here.
            return null;
        }
    }

    private String anyName() {
        return fleet.names().get(random.nextInt(fleet.names().size()));
    }

    /** Everything is there again and runs. */
    void calm() throws BundleException {
        fleet.replug();
        for (var backend : fleet.backends()) {
            if (!backend.isRunning()) {
                backend.start();
            }
        }
        paused.forEach(AudioStream::start);
        paused.clear();
    }
}
