// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Policy;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;

/** An application that does whatever comes to its mind with one stream after the other. */
abstract class Client implements Work {
    /** What a call may take beyond its timeout: others had the processor. */
    private static final long SLACK_NANOS = 200_000_000;

    /** Until a device was found, and until the stream was closed again if there is none. */
    static final Duration OPEN = Duration.ofSeconds(3);

    private static final long CLOSE_NANOS = 1_000_000_000;
    /** Waits inside waits beyond this are no more than a slow machine. */
    private static final int DEPTH = 3;

    private final World world;
    private final Dice dice;
    private boolean retired;

    Client(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    final World world() {
        return world;
    }

    final Dice dice() {
        return dice;
    }

    /** Does one thing; answers for how long it rests, in nanoseconds. */
    abstract long act();

    /** From now on it does nothing by itself. */
    final void retire() {
        retired = true;
    }

    @Override
    public final long onCycle(long nowNanos) {
        if (retired) {
            return NEVER;
        }
        var rest = act();
        return world.scheduler().nanoTime() + rest;
    }

    /** How long a call may wait: mostly not at all, sometimes long. */
    final Duration patience() {
        var mayWait = world.scheduler().depth() < DEPTH;
        return mayWait && dice.oneIn(3) ? Duration.ofMillis(dice.below(40)) : Duration.ZERO;
    }

    final boolean mayWait() {
        return world.scheduler().depth() < DEPTH;
    }

    final PortChoice anyPorts() {
        var standard = dice.oneIn(2) ? PortClass.WAVE_CYCLIC : PortClass.WAVE_PCI;
        var other = dice.oneIn(2) ? PortClass.WAVE_CYCLIC : PortClass.WAVE_PCI;
        return new PortChoice(standard, Map.of("card1", other, "card3", other, "card5", other));
    }

    /** Half of the streams follow the best device and wait for one; the others have any policy. */
    final StreamRequest anyPolicy(StreamRequest request) {
        if (dice.oneIn(2)) {
            return request;
        }
        var policy = new Policy(dice.pick(List.of(Selection.values())), dice.pick(List.of(Absence.values())));
        world.totals().add("policy " + policy.selection() + " " + policy.absence(), 1);
        var placed = policy.selection() == Selection.PINNED || dice.oneIn(3)
                ? request.on(dice.pick(world.gears()).name())
                : request;
        return placed.with(policy);
    }

    /** Whether a stream has ended without its client's doing, as it may if it was to fail. */
    final boolean hasEnded(PolicyAudit policy) {
        var stream = policy.stream();
        if (stream.snapshot().state() != StreamState.STOP) {
            return false;
        }
        world.trace().say("%s has ended", stream.request().name());
        world.totals().add("streams that ended by themselves", 1);
        policy.ended();
        return true;
    }

    /** A call of a client that may fail with a reason. */
    interface Call {
        void run() throws AudioException;
    }

    /** Does it; whether it came to its end. */
    final boolean attempt(String what, Duration timeout, Call call) {
        var done = new boolean[1];
        world.bounded(what, timeout.toNanos() + SLACK_NANOS, () -> {
            try {
                call.run();
                done[0] = true;
            } catch (AudioException e) {
                world.trace().say("%s: %s, %s", what, e.reason(), e.getMessage());
                world.totals().add("refusal " + e.reason(), 1);
            } catch (RuntimeException | Error e) {
                world.verdict().broken(Invariant.NO_WORK_FAILS, "%s: %s", what, Failures.describe(e));
            }
        });
        return done[0];
    }

    final void swap(PolicyAudit policy) {
        swap(policy, dice.pick(world.gears()).name(), Duration.ofMillis(dice.below(300)));
    }

    /** A pinned stream comes to its end where everybody does. */
    final void unpin(PolicyAudit policy) {
        if (policy.stream().request().policy().selection() == Selection.PINNED) {
            swap(policy, World.REFUGE, Duration.ofSeconds(20));
        }
    }

    private void swap(PolicyAudit policy, String target, Duration timeout) {
        var stream = policy.stream();
        world.trace().say("%s is asked to go to %s", stream.request().name(), target);
        policy.asks(target);
        attempt(stream.request().name() + " swap", timeout, () -> stream.swapTo(target, timeout));
    }

    final void close(AudioStream stream) {
        world.trace().say("%s closes", stream.request().name());
        world.bounded(stream.request().name() + " close", CLOSE_NANOS + SLACK_NANOS, stream::close);
    }

    /** Plays to the end, or reads what is left, and closes; the world is at peace by then. */
    abstract void finish();

    /** Closes at once. */
    abstract void abort();

    /** When nothing of any stream is open any more: what became of them all. */
    abstract void reckon();
}
