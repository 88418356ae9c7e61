// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.List;

/**
 * The device that a stream wants, or is pinned to. As long as it has not been seen it is what somebody typed, a name or an
 * identity; from then on it is known by its identity, and the name only tells it from a twin.
 */
record Wish(String name, String identity) {
    static Wish unseen(String text) {
        return text == null ? null : new Wish(text, null);
    }

    static Wish of(Device device) {
        return new Wish(device.name(), device.identity());
    }

    /** The same, once one of these devices turns out to be it. */
    Wish seenAmong(List<Device> devices) {
        var found = identity == null ? find(devices, name) : null;
        return found == null ? this : of(found);
    }

    boolean isFor(Device device) {
        return device.identity().equals(identity);
    }

    /** Whether it is for this one rather than for a twin. */
    boolean isExactly(Device device) {
        return isFor(device) && device.name().equals(name);
    }

    /** The device that somebody means by a text, or null: one of that name, else one of that identity, the best of them. */
    static Device find(List<Device> ranked, String text) {
        Device recognised = null;
        for (var device : ranked) {
            if (device.isLeaving()) {
                continue;
            }
            if (device.name().equals(text)) {
                return device;
            }
            if (recognised == null && device.identity().equals(text)) {
                recognised = device;
            }
        }
        return recognised;
    }
}
