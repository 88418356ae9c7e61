// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The numbers of a device's open substreams in one direction, and how many frames each has passed so far. Thread-safe. */
final class Substreams {
    private final BitSet taken = new BitSet();
    private final List<AtomicLong> timelines = new ArrayList<>();

    /** One of them. */
    record Place(int number, AtomicLong timeline) {}

    synchronized Place take() {
        var number = taken.nextClearBit(0);
        taken.set(number);
        if (number == timelines.size()) {
            timelines.add(new AtomicLong());
        }
        return new Place(number, timelines.get(number));
    }

    synchronized void giveBack(Place place) {
        taken.clear(place.number());
    }
}
