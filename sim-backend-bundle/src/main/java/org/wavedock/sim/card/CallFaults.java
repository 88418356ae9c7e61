// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Span;

/** What calls meet while a {@link Condition} lasts. */
final class CallFaults {
    private final Map<DeviceMethod, Span> slow = new EnumMap<>(DeviceMethod.class);
    private final Set<DeviceMethod> hanging = EnumSet.noneOf(DeviceMethod.class);
    private final Map<DeviceMethod, Effect.Thrown> throwing = new EnumMap<>(DeviceMethod.class);

    void add(Effect effect) {
        if (effect instanceof Effect.Slow late) {
            covered(late.method()).forEach(method -> slow.put(method, late.by()));
        } else if (effect instanceof Effect.Hang hang) {
            hanging.addAll(covered(hang.method()));
        } else if (effect instanceof Effect.Throw bug) {
            covered(bug.method()).forEach(method -> throwing.put(method, bug.thrown()));
        }
    }

    /** The method and those that it stands for. */
    private static Set<DeviceMethod> covered(DeviceMethod method) {
        var all = EnumSet.of(method);
        for (var other : DeviceMethod.values()) {
            if (other.general().filter(method::equals).isPresent()) {
                all.add(other);
            }
        }
        return all;
    }

    /** How much longer a method takes, or null. */
    Span slow(DeviceMethod method) {
        return slow.get(method);
    }

    boolean hangs(DeviceMethod method) {
        return hanging.contains(method);
    }

    /** What a method throws, or null. */
    Effect.Thrown thrown(DeviceMethod method) {
        return throwing.get(method);
    }
}
