// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.FaultScript;
import org.wavedock.wave.DeviceRemovedException;

/**
 * All that goes wrong with a card: its life as a row of conditions, past ones, the present one, and those to come. Who looks at the card
 * goes through those that have begun since it last looked. Thread-safe; injecting is control path only.
 */
final class Faults {
    private static final long FOREVER = Long.MAX_VALUE;
    /** How often somebody who is held up looks whether the card is still there. */
    private static final long SLICE_NANOS = 10_000_000;

    private final CardClock clock;
    private final String cardName;
    private final List<Fault> known = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private volatile Condition[] row = {new Condition(0, 0)};
    private volatile boolean closed;

    /**
     * A fault in nanoseconds of the card's clock; what happens at once ends when it starts.
     *
     * @param message why the card is lost, if that is what happens
     */
    private record Window(long start, long end, Effect effect, String message) {}

    /** A card that is well. */
    Faults(CardClock clock, String cardName) {
        this.clock = clock;
        this.cardName = cardName;
    }

    CardClock clock() {
        return clock;
    }

    /**
     * More goes wrong; nothing does with a card that has gone.
     *
     * @throws IllegalArgumentException if a frame has passed; nothing of the script is taken then
     */
    synchronized void inject(FaultScript script) {
        if (closed) {
            return;
        }
        var now = clock.nanoTime();
        var resolved =
                script.faults().stream().map(fault -> resolve(fault, now)).toList();
        known.addAll(resolved);
        var more = new ArrayList<Window>();
        for (var fault : resolved) {
            addWindows(more, fault, now);
        }
        take(more, now);
    }

    /** The same in frames from the card's beginning on. */
    private Fault resolve(Fault fault, long now) {
        var frame = clock.frameAt(now);
        var at = fault.when().frames(clock.rate()) + (fault.fromNow() ? frame : 0);
        if (at < frame) {
            throw new IllegalArgumentException("\"" + fault + "\" has passed: the clock of card " + cardName
                    + " is at frame " + frame + ", expected that or a later one");
        }
        var absolute = Fault.at(at, fault.effect());
        return fault.duration()
                .map(span -> absolute.lasting(span.frames(clock.rate())))
                .orElse(absolute);
    }

    /** A plug that is out for a while is one that is pulled and put back. */
    private void addWindows(List<Window> more, Fault fault, long now) {
        var effect = fault.effect();
        var at = fault.when().amount();
        var start = Math.max(now, clock.nanosOf(at));
        var end = fault.duration()
                .map(span -> Math.max(now, clock.nanosOf(at + span.amount())))
                .orElse(FOREVER);
        if (effect instanceof Effect.Unplug) {
            more.add(new Window(start, start, effect, "card " + cardName + " has been unplugged"));
            if (end != FOREVER) {
                more.add(new Window(end, end, new Effect.Replug(), null));
            }
        } else {
            more.add(new Window(start, effect.isInstant() ? start : end, effect, null));
        }
    }

    /** The card is lost, for a reason of its own. */
    synchronized void lose(String message) {
        var now = clock.nanoTime();
        take(List.of(new Window(now, now, new Effect.Unplug(), message)), now);
    }

    /** The card has gone, and all that was to come with it: who hangs in it comes out. */
    synchronized void close(String message) {
        closed = true;
        windows.clear();
        lose(message);
    }

    /** The frame that the card's clock is at. */
    long frame() {
        return clock.frameAt(clock.nanoTime());
    }

    /** All that was injected. */
    synchronized FaultScript known() {
        return new FaultScript(known);
    }

    /** What has begun stays as it is; what is to come is made anew. */
    private void take(List<Window> more, long now) {
        var kept = present(row, now);
        var all = new ArrayList<Condition>(Arrays.asList(row).subList(0, kept.index + 1));
        // What began before is in the condition that is kept.
        windows.removeIf(window -> window.end() <= now && window.start() <= now);
        windows.addAll(more);
        for (var at : moments(now)) {
            var condition = all.get(all.size() - 1).next(at);
            for (var window : windows) {
                if (window.start() == at) {
                    condition.happen(window.effect(), window.message());
                }
                if (window.start() <= at && at < window.end()) {
                    condition.hold(window.effect());
                }
            }
            all.add(condition);
        }
        row = all.toArray(Condition[]::new);
    }

    private Collection<Long> moments(long now) {
        var moments = new TreeSet<>(List.of(now));
        for (var window : windows) {
            moments.add(Math.max(now, window.start()));
            if (window.end() != FOREVER) {
                moments.add(window.end());
            }
        }
        return moments;
    }

    /** The last one that has begun by a time. */
    private static Condition present(Condition[] row, long nanos) {
        var index = row.length - 1;
        while (index > 0 && row[index].from > nanos) {
            index--;
        }
        return row[index];
    }

    /** How the card is now. */
    Condition present() {
        return present(row, clock.nanoTime());
    }

    /** Whether the card will be plugged in as another device than it is now. */
    boolean awaitsPlug() {
        var all = row;
        var now = present(all, clock.nanoTime());
        return Arrays.stream(all, now.index, all.length).anyMatch(later -> !later.plug.equals(now.plug));
    }

    /**
     * The condition that came after another one by a time, or null. Who was in one that something injected has undone since goes on from
     * the one that is in its place. Hot path.
     */
    Condition next(Condition last, long nanos) {
        var all = row;
        if (last.index >= all.length || all[last.index] != last) {
            return present(all, last.from);
        }
        var index = last.index + 1;
        return index < all.length && all[index].from <= nanos ? all[index] : null;
    }

    /**
     * A method is called. Hot path: does nothing if nothing is wrong with calls.
     *
     * @param now how the card is
     * @return whether time has gone by
     */
    boolean meet(DeviceMethod method, Condition now) {
        if (now.calls == null) {
            return false;
        }
        var slow = now.calls.slow(method);
        if (slow != null) {
            var end = clock.nanoTime() + clock.nanosOf(slow.frames(clock.rate()));
            while (clock.nanoTime() < end && mayWait()) {
                clock.sleep(Math.min(SLICE_NANOS, end - clock.nanoTime()));
            }
        }
        while (hangs(method) && mayWait()) {
            clock.sleep(SLICE_NANOS);
        }
        fail(method);
        return true;
    }

    private boolean mayWait() {
        return !closed && !Thread.currentThread().isInterrupted();
    }

    private boolean hangs(DeviceMethod method) {
        var calls = present().calls;
        return calls != null && calls.hangs(method);
    }

    private void fail(DeviceMethod method) {
        var calls = present().calls;
        var thrown = calls == null ? null : calls.thrown(method);
        if (thrown != null) {
            var message = "card " + cardName + " fails in " + method + ", as it was told to";
            switch (thrown) {
                case EXCEPTION -> throw new IllegalStateException(message);
                case ERROR -> throw new AssertionError(message);
                case REMOVED -> throw new DeviceRemovedException(message);
                default -> throw new IllegalArgumentException("thrown " + thrown);
            }
        }
    }
}
