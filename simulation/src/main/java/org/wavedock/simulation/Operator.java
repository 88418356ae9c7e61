// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;
import java.util.function.Predicate;
import org.wavedock.runtime.time.Work;
import org.wavedock.wave.Direction;

/** Plugs and unplugs, starts and stops backends, and changes their ranking. */
final class Operator implements Work {
    private static final long MILLI = 1_000_000;
    private static final int MOST_DEVICES = 7;
    private static final int RANKS = 5;

    private final World world;
    private final Dice dice;
    private final Manner manner;

    /** How it treats devices. */
    enum Manner {
        /** Nothing is ever torn off: then nothing may ever be repeated or lost. */
        GENTLE,
        /** Plugs are pulled. */
        ROUGH,
        /** And methods fail. */
        WILD
    }

    private final long pace;
    private boolean retired;

    Operator(World world, Dice dice, Manner manner) {
        this.world = world;
        this.dice = dice;
        this.manner = manner;
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
        switch (dice.below(11)) {
            case 0 -> arrive();
            case 1 -> with(Gear::isPresent, this::leave);
            case 2, 3 -> with(gear -> !gear.isPresent(), gear -> world.arrive(gear, dice.below(RANKS)));
            case 4 -> {
                if (manner != Manner.GENTLE) {
                    with(Gear::isPlugged, world::unplug);
                }
            }
            case 5 ->
                with(gear -> !gear.isPlugged(), gear -> {
                    world.trace().say("%s is plugged in", gear.name());
                    gear.replug();
                });
            case 6 -> with(SimulatedGear.class::isInstance, gear -> harm((SimulatedGear) gear));
            case 7 -> world.prefer(dice.oneIn(2) ? Direction.RENDER : Direction.CAPTURE);
            default -> with(Gear::isPresent, gear -> world.rank(gear, dice.below(RANKS)));
        }
    }

    private void harm(SimulatedGear gear) {
        var harmful = manner == Manner.WILD && dice.oneIn(2);
        world.inject(gear, harmful ? Mischief.harmful(dice) : Mischief.harmless(dice));
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
