// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;
import java.util.function.Predicate;
import org.wavedock.runtime.time.Work;

/** Plugs and unplugs, starts and stops backends, and changes their ranking. */
final class Operator implements Work {
    private static final long MILLI = 1_000_000;
    private static final int MOST_DEVICES = 7;
    private static final int RANKS = 5;

    private final World world;
    private final Dice dice;
    /** Nothing is ever torn off: then nothing may ever be repeated or lost. */
    private final boolean gentle;

    private final long pace;
    private boolean retired;

    Operator(World world, Dice dice, boolean gentle) {
        this.world = world;
        this.dice = dice;
        this.gentle = gentle;
        pace = dice.pick(50, 200, 500) * MILLI;
    }

    void retire() {
        retired = true;
    }

    @Override
    public long onCycle(long nowNanos) {
        if (retired) {
            return NEVER;
        }
        act();
        return world.scheduler().nanoTime() + dice.between(0, 2 * pace);
    }

    private void act() {
        switch (dice.below(8)) {
            case 0 -> arrive();
            case 1 -> with(Gear::isPresent, this::leave);
            case 2, 3 -> with(gear -> !gear.isPresent(), gear -> world.arrive(gear, dice.below(RANKS)));
            case 4 -> {
                if (!gentle) {
                    with(Gear::isPlugged, world::unplug);
                }
            }
            case 5 ->
                with(gear -> !gear.isPlugged(), gear -> {
                    world.trace().say("%s is plugged in", gear.name());
                    gear.replug();
                });
            default -> with(Gear::isPresent, gear -> world.rank(gear, dice.below(RANKS)));
        }
    }

    private interface Deed {
        void on(Gear gear);
    }

    private void with(Predicate<Gear> kind, Deed deed) {
        List<Gear> fitting = world.gears().stream().filter(kind).toList();
        if (!fitting.isEmpty()) {
            deed.on(dice.pick(fitting));
        }
    }

    private void arrive() {
        if (world.gears().size() < MOST_DEVICES) {
            world.arrive(world.newGear(), dice.below(RANKS));
        }
    }

    private void leave(Gear gear) {
        world.leave(gear);
    }
}
