// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.fault.Effect;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.TimeSource;

/** The real runtime with simulated devices, in virtual time, and everybody who watches it. */
final class World {
    /** The device that is there at the end. */
    static final String REFUGE = "refuge";

    /** A look at everything each so many steps, on average. */
    private static final int STEPS_A_LOOK = 24;

    private final Dice dice;
    private final Verdict verdict;
    private final Trace trace;
    private final Totals totals = new Totals();
    private final SeededScheduler scheduler;
    /** In some lives whoever is at work on a device is interrupted. */
    private final TimeSource deviceClock;

    private final Switchboard board;
    private final CardRegistry registry = new CardRegistry();
    private final Ether ether = new Ether();
    private final List<Gear> gears = new ArrayList<>();
    private final Map<Integer, RenderAudit> renders = new TreeMap<>();
    private final Deque<Integer> numbers = new ArrayDeque<>();
    private final List<CaptureAudit> captures = new ArrayList<>();
    private long nextService = 1;
    private int untilLook;

    World(Dice dice, Trace trace) {
        this.dice = dice;
        this.trace = trace;
        verdict = new Verdict(trace);
        scheduler = new SeededScheduler(dice.fork(), dice.pick(2, 10, 30, 60) * 1_000_000L, verdict, trace);
        deviceClock = dice.oneIn(4) ? new Interruptions(scheduler, dice.fork(), this::interrupted) : scheduler;
        board = new Switchboard(scheduler);
        scheduler.watcher(this::watch);
        for (var i = 1; i <= Ether.MAX_STREAMS; i++) {
            numbers.addLast(i);
        }
    }

    Verdict verdict() {
        return verdict;
    }

    Trace trace() {
        return trace;
    }

    Totals totals() {
        return totals;
    }

    SeededScheduler scheduler() {
        return scheduler;
    }

    /** By which devices go on. */
    TimeSource deviceClock() {
        return deviceClock;
    }

    Switchboard board() {
        return board;
    }

    Ether ether() {
        return ether;
    }

    CardRegistry registry() {
        return registry;
    }

    List<Gear> gears() {
        return gears;
    }

    List<CaptureAudit> captures() {
        return captures;
    }

    // ---- devices

    /** A device of any kind. */
    Gear newGear() {
        var name = "card" + gears.size();
        var gear = dice.oneIn(4)
                ? new CommittedGear(name, deviceClock, dice.pick(1, 64, 441), dice.oneIn(2))
                : SimulatedGear.random(name, dice, this);
        add(gear);
        return gear;
    }

    void add(Gear gear) {
        gears.add(gear);
        ether.add(gear);
    }

    void arrive(Gear gear, int ranking) {
        gear.arrived(nextService++);
        trace.say("%s arrives, ranking %d: %s", gear.name(), ranking, gear.what());
        try {
            board.add(gear.provider(), new DeviceOrigin(ranking, "simulation", gear.serviceId()));
        } catch (AudioException e) {
            verdict.broken(Invariant.NO_WORK_FAILS, "%s cannot be added: %s", gear.name(), e.getMessage());
        }
    }

    void rank(Gear gear, int ranking) {
        trace.say("%s is ranked %d", gear.name(), ranking);
        board.change(new DeviceOrigin(ranking, "simulation", gear.serviceId()));
    }

    /** Somebody remembers another order of preference. */
    void prefer(Direction direction) {
        var names = gears.stream().filter(gear -> dice.oneIn(2)).map(Gear::name).toList();
        trace.say("%s prefers %s", direction, names);
        board.prefer(direction, names);
    }

    /** Its service is unregistered; blocks as that does. */
    void leave(Gear gear) {
        trace.say("%s leaves", gear.name());
        var id = gear.serviceId();
        gear.left();
        bounded("a device that leaves", 1_000_000_000L, () -> board.remove(id));
        trace.say("%s has left", gear.name());
    }

    void unplug(Gear gear) {
        trace.say("%s is unplugged", gear.name());
        listen();
        renders.values().forEach(audit -> audit.lose(gear));
        gear.torn();
        gear.unplug();
        listen();
        ether.ears().stream().filter(ear -> ear.gear() == gear).forEach(Ear::lose);
        totals.fault("unplug");
    }

    void inject(SimulatedGear gear, Mischief mischief) {
        trace.say("%s: %s", gear.name(), mischief.fault());
        totals.fault(mischief.fault().effect().keyword());
        if (!mischief.isHarmless()) {
            listen();
            gear.isTroubled(scheduler.nanoTime() + mischief.nanos());
            renders.values().forEach(audit -> audit.suffer(gear, mischief.nanos()));
        }
        note(gear, mischief);
        gear.inject(mischief.fault());
    }

    private void interrupted(long nanos) {
        trace.say("somebody is interrupted for %d us", nanos / 1_000);
        totals.fault("interruption");
        renders.values().forEach(RenderAudit::interrupted);
    }

    private void note(Gear gear, Mischief mischief) {
        var effect = mischief.fault().effect();
        if (effect instanceof Effect.Stall || effect instanceof Effect.Hang) {
            gear.stand(scheduler.nanoTime(), scheduler.nanoTime() + mischief.nanos());
        } else if (effect instanceof Effect.Jump jump) {
            renders.values().forEach(audit -> audit.leap(jump.frames()));
        } else if (effect instanceof Effect.Offset || effect instanceof Effect.Nonsense) {
            gear.lies();
        }
        if (effect instanceof Effect.Hang) {
            gear.hangs();
        } else if (effect instanceof Effect.Slow) {
            gear.isSlow();
        }
    }

    boolean isInUse(Gear gear) {
        return board.devices().stream()
                .anyMatch(device -> device.serviceId() == gear.serviceId() && device.streams() > 0);
    }

    /** Changes whenever the streams of a device have had to go. */
    int departures(String device) {
        var gear = find(device);
        return gear.losses() + (int) gear.serviceId();
    }

    /** Whether it has kept somebody at its desk for long: streams leave such a device. */
    boolean wasSlow(String device) {
        return device != null && find(device).wasSlow();
    }

    boolean stoodTwice(String device) {
        return find(device).stoodTwice();
    }

    boolean isShared(String device) {
        return find(device).isShared();
    }

    boolean isMisplaced(String device) {
        return find(device).isMisplaced();
    }

    /** Whether nothing has ever been wrong with it, or slow. */
    boolean isBlameless(String device) {
        var gear = find(device);
        return gear.losses() == 0 && gear.isTrusted() && !gear.wasSlow();
    }

    boolean isTrusted(String device) {
        return find(device).isTrusted();
    }

    long standsSince(String device) {
        return find(device).standsSince(scheduler.nanoTime());
    }

    private Gear find(String device) {
        return gears.stream()
                .filter(gear -> gear.name().equals(device))
                .findFirst()
                .orElseThrow();
    }

    // ---- streams

    /** The number that a new stream has in its words, or 0 if there are no more. */
    int takeNumber() {
        return numbers.isEmpty() ? 0 : numbers.removeFirst();
    }

    /** The stream did not come to be. */
    void giveBackNumber(int number) {
        numbers.addFirst(number);
    }

    RenderAudit add(int number, RenderAudit audit) {
        renders.put(number, audit);
        var now = scheduler.nanoTime();
        gears.stream()
                .filter(gear -> gear.troubledUntil() > now)
                .forEach(gear -> audit.suffer(gear, gear.troubledUntil() - now));
        return audit;
    }

    CaptureAudit add(CaptureAudit audit) {
        captures.add(audit);
        return audit;
    }

    // ---- the watch

    private void watch() {
        if (untilLook-- <= 0) {
            untilLook = dice.below(2 * STEPS_A_LOOK);
            look();
        }
    }

    void look() {
        if (!verdict.isBroken()) {
            listen();
            renders.values().forEach(RenderAudit::look);
            captures.forEach(CaptureAudit::look);
        }
    }

    private void listen() {
        ether.ears().forEach(ear -> ear.listen(renders::get));
    }

    /** A call that has to return in time, not counting what only one thread for all costs. */
    void bounded(String what, long nanos, Runnable call) {
        var from = scheduler.nanoTime();
        var heldUpBefore = scheduler.heldUp();
        call.run();
        var took = scheduler.nanoTime() - from - (scheduler.heldUp() - heldUpBefore);
        if (took > nanos) {
            verdict.broken(
                    Invariant.EVERYTHING_ENDS, "%s took %d ms, expected %d", what, took / 1_000_000, nanos / 1_000_000);
        }
    }
}
