// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.Span;

/**
 * Something that goes wrong with a simulated card.
 *
 * @param fault what, from now on
 * @param nanos for how long
 * @param isHarmless whether every frame still has to be heard exactly once
 */
record Mischief(Fault fault, long nanos, boolean isHarmless) {
    private static final long MILLI = 1_000_000;
    /** Of a card's own clock. */
    private static final int RATE = 48_000;

    private static final List<DeviceMethod> SLOW =
            List.of(DeviceMethod.NEW_STREAM, DeviceMethod.ALLOCATE_BUFFER, DeviceMethod.CHECK_FORMAT);
    private static final List<DeviceMethod> FAILING = List.of(
            DeviceMethod.CHECK_FORMAT,
            DeviceMethod.NEW_STREAM,
            DeviceMethod.ALLOCATE_BUFFER,
            DeviceMethod.FREE_BUFFER,
            DeviceMethod.COPY_TO,
            DeviceMethod.COPY_FROM,
            DeviceMethod.SET_STATE,
            DeviceMethod.PAUSE,
            DeviceMethod.GET_POSITION,
            DeviceMethod.ORIGIN_FRAME,
            DeviceMethod.HAS_STOPPED,
            DeviceMethod.SERVICE,
            DeviceMethod.REVOKE_MAPPINGS,
            DeviceMethod.MAPPING_AVAILABLE,
            DeviceMethod.RELEASE);

    private static final List<Effect.Thrown> THROWN = List.of(Effect.Thrown.values());

    /** Anything that costs no frame. */
    static Mischief harmless(Dice dice) {
        Effect effect = switch (dice.below(5)) {
            case 0 -> new Effect.Slow(dice.pick(SLOW), Span.ofFrames(dice.below(RATE / 4)));
            // Not so small a ring that a start burst goes round it.
            case 1 -> new Effect.Allocation(dice.oneIn(2) ? 0 : 24_000 + dice.below(24_000));
            case 2 -> new Effect.Format();
            case 3 -> new Effect.Drift(dice.between(-1_000, 1_000));
            default -> new Effect.Storm();
        };
        return lasting(effect, dice, true);
    }

    /** Anything that a stream has to survive. */
    static Mischief harmful(Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> new Mischief(Fault.in(0, new Effect.Xrun()), 0, false);
            case 1 -> new Mischief(Fault.in(0, new Effect.Jump((int) dice.between(1, RATE / 2))), 0, false);
            case 2, 3 -> lasting(astray(dice), dice, false);
            // Long enough to be noticed.
            case 4 -> lasting(new Effect.Stall(), dice.between(0, RATE * 3 / 2), false);
            case 5, 6 -> lasting(new Effect.Hang(dice.pick(FAILING)), dice.between(0, RATE * 3 / 2), false);
            default -> lasting(new Effect.Throw(dice.pick(FAILING), dice.pick(THROWN)), dice, false);
        };
    }

    /** The position moves as it should not, or is not what is said of it. */
    private static Effect astray(Dice dice) {
        return switch (dice.below(3)) {
            case 0 -> new Effect.Burst((int) dice.between(1, RATE / 5));
            // So far off that it cannot be true: a small lie is believed, and then the account is wrong.
            case 1 -> new Effect.Offset((int) dice.between(RATE / 2, RATE) * (dice.oneIn(2) ? 1 : -1));
            default -> new Effect.Nonsense();
        };
    }

    private static Mischief lasting(Effect effect, Dice dice, boolean isHarmless) {
        return lasting(effect, dice.between(0, RATE / 2), isHarmless);
    }

    private static Mischief lasting(Effect effect, long frames, boolean isHarmless) {
        return new Mischief(Fault.in(0, effect).lasting(frames), frames * 1_000 * MILLI / RATE, isHarmless);
    }
}
