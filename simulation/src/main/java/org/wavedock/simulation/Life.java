// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayList;
import java.util.List;
import org.wavedock.wave.AudioException;

/** What one seed makes happen, from the first device to the last worker's end. */
final class Life {
    private static final long SECOND = 1_000_000_000L;
    private static final long REST_NANOS = 3 * SECOND;

    private final long seed;
    private final Dice dice;
    private final World world;
    private final Operator.Manner manner;
    private final List<Client> clients = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();

    private Life(long seed, Trace trace) {
        this.seed = seed;
        dice = new Dice(seed);
        world = new World(dice.fork(), trace);
        manner = dice.pick(List.of(Operator.Manner.values()));
    }

    /** Lives it. One thread; the same seed is always the same life. */
    static Outcome of(long seed, Trace trace) {
        var life = new Life(seed, trace);
        Failures.blame(life.world.verdict());
        try {
            life.live();
        } catch (RuntimeException | Error e) {
            life.world.verdict().broken(Invariant.NO_WORK_FAILS, "%s", Failures.describe(e));
        } finally {
            Failures.blame(null);
        }
        return life.outcome();
    }

    private Outcome outcome() {
        var totals = world.totals();
        totals.add("seeds", 1);
        totals.add("steps", world.scheduler().steps());
        totals.add("virtual ms", world.scheduler().nanoTime() / 1_000_000);
        return new Outcome(
                seed,
                world.verdict().invariant(),
                world.verdict().how(),
                totals,
                world.trace().lines());
    }

    private void live() {
        begin();
        pass(dice.between(SECOND, 6 * SECOND));
        clients.forEach(Client::retire);
        operators.forEach(Operator::retire);
        if (dice.oneIn(10)) {
            world.trace().say("the framework stops");
            world.board().halt();
            clients.forEach(Client::abort);
        } else {
            finish();
        }
        end();
    }

    private void begin() {
        for (var left = dice.between(1, 4); left > 0; left--) {
            world.arrive(world.newGear(), dice.below(5));
        }
        for (var left = dice.between(1, 3); left > 0; left--) {
            clients.add(new Player(world, dice.fork()));
        }
        for (var left = dice.below(3); left > 0; left--) {
            clients.add(new Taper(world, dice.fork()));
        }
        operators.add(new Operator(world, dice.fork(), manner));
        for (var i = 0; i < clients.size(); i++) {
            world.scheduler().start("client" + i, clients.get(i));
        }
        operators.forEach(operator -> world.scheduler().start("operator", operator));
    }

    private void pass(long nanos) {
        world.scheduler().await(() -> false, nanos);
    }

    /** Peace, and a device for everybody: all streams have to come to their end. */
    private void finish() {
        world.trace().say("the end begins");
        for (var gear : world.gears()) {
            gear.replug();
        }
        var refuge = SimulatedGear.plain(World.REFUGE, world);
        world.add(refuge);
        world.arrive(refuge, -1);
        clients.forEach(client -> {
            if (!world.verdict().isBroken()) {
                client.finish();
            }
        });
    }

    private void end() {
        if (world.verdict().isBroken()) {
            return;
        }
        pass(REST_NANOS);
        for (var device : world.board().devices()) {
            check(device.streams() == 0, "%s has %d uses left", device.name(), device.streams());
        }
        world.bounded("the end of the switchboard", 2 * SECOND, world.board()::end);
        pass(SECOND);
        world.look();
        clients.forEach(Client::reckon);
        reckon();
        world.gears().forEach(Gear::close);
        check(
                world.scheduler().workers().stream()
                        .allMatch(name -> name.startsWith("client") || name.equals("operator")),
                "workers left: %s",
                world.scheduler().workers());
    }

    private void reckon() {
        for (var ear : world.ether().ears()) {
            var at = ear.firstUnexplained();
            if (at >= 0 && ear.gear().isTrusted()) {
                world.verdict()
                        .broken(
                                Invariant.LEDGER_AGREES,
                                "%s played 0x%x at frame %d, the ledgers have 0x%x there",
                                ear,
                                ear.word(at),
                                at,
                                ear.expected(at));
            }
        }
        for (var gear : world.gears()) {
            check(!gear.isHeld(), "%s is held, or its memory", gear.name());
        }
        // What passes while there is no device is delivered, or dropped, and was captured by nobody.
        var onDevicesOnly = world.captures().stream().noneMatch(CaptureAudit::discards);
        if (manner == Operator.Manner.GENTLE
                && onDevicesOnly
                && !world.verdict().isBroken()) {
            reckonCaptures();
        }
    }

    /**
     * Nothing was torn off: what the cards captured went to the clients, or was dropped and counted. Those who share a card each
     * have their own account of the same frames.
     */
    private void reckonCaptures() {
        if (world.gears().stream().anyMatch(gear -> gear instanceof SimulatedGear && gear.isShared())) {
            return;
        }
        var captured = 0L;
        try {
            for (var gear : world.gears()) {
                if (gear instanceof SimulatedGear card) {
                    for (var i = 0; i < card.substreams(); i++) {
                        captured += card.capturedFrames(i);
                    }
                }
            }
        } catch (AudioException e) {
            check(false, "a substream does not open any more: %s", e.getMessage());
        }
        var accounted =
                world.captures().stream().mapToLong(CaptureAudit::accounted).sum();
        if (captured != accounted) {
            world.verdict()
                    .broken(
                            Invariant.CAPTURE_AGREES,
                            "%d frames were captured, %d are accounted for",
                            captured,
                            accounted);
        }
    }

    private void check(boolean holds, String format, Object... details) {
        if (!holds) {
            world.verdict().broken(Invariant.NOTHING_LEAKS, format, details);
        }
    }
}
