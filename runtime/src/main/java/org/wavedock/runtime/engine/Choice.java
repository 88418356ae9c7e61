// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Which device a stream should be on: the wanted one, else the best that can do its format and has not just refused. */
final class Choice {
    private static final long FIRST_BACK_OFF_NANOS = 250_000_000;
    private static final long LONGEST_BACK_OFF_NANOS = 4_000_000_000L;

    private static final int HOME = -2;
    private static final int MOST_WANTED = HOME - 2;

    private record Refusal(AudioException why, long until, long backOff) {}

    private final StreamRequest request;
    private final Switchboard board;
    private final Map<Device, Refusal> refusals = new HashMap<>();
    private Wish wish;
    private Wish home;

    Choice(StreamRequest request, Switchboard board) {
        this.request = request;
        this.board = board;
        wish = Wish.unseen(request.device());
    }

    Wish wish() {
        return wish;
    }

    void want(Wish newWish) {
        wish = newWish;
    }

    /** The stream is on a device. One that does not follow the best stays there, as long as nothing else is wanted of it. */
    void settle(Device device) {
        if (request.policy().selection() != Selection.GREEDY && !device.isNowhere()) {
            home = Wish.of(device);
        }
    }

    /** Where a stream stays that does not follow the best; null as long as it has been nowhere, and for one that does. */
    Wish home() {
        return home;
    }

    /** The best device now, or null. */
    Device best(long now) {
        refusals.keySet().retainAll(board.ranked());
        for (var device : candidates()) {
            if (!device.isLeaving() && !device.isHung(now) && !isRefused(device, now)) {
                return device;
            }
        }
        return null;
    }

    /** Where the stream may go, best first, the leaving devices included. */
    private List<Device> candidates() {
        var candidates = new ArrayList<>(board.ranked());
        if (wish != null) {
            wish = wish.seenAmong(candidates);
        }
        if (request.policy().selection() == Selection.PINNED) {
            candidates.removeIf(device -> !wish.isFor(device));
        }
        var remembered = board.preferences(request.direction());
        candidates.sort(Comparator.comparingInt(device -> merit(device, remembered)));
        return candidates;
    }

    /** What a device owes to the stream's own wish, then to what is remembered: the less the better. */
    private int merit(Device device, List<String> remembered) {
        if (wish != null && wish.isFor(device)) {
            return wish.isExactly(device) ? MOST_WANTED : MOST_WANTED + 1;
        }
        if (home != null && home.isFor(device)) {
            return home.isExactly(device) ? HOME : HOME + 1;
        }
        var place = remembered.indexOf(device.identity());
        return place < 0 ? remembered.size() : place;
    }

    /** Leaves a device alone for a while, longer each time. */
    void refuse(Device device, AudioException why, long now) {
        var before = refusals.get(device);
        var backOff = before == null ? FIRST_BACK_OFF_NANOS : Math.min(2 * before.backOff(), LONGEST_BACK_OFF_NANOS);
        refusals.put(device, new Refusal(why, now + backOff, backOff));
    }

    /** The same after an attempt. A device's formats do not change while it is there: what it said of them it is not asked again. */
    void refuse(Attempt failed, long now) {
        if (failed.isUnsuitable()) {
            refusals.put(failed.device(), new Refusal(failed.failure(), Work.NEVER, LONGEST_BACK_OFF_NANOS));
        } else {
            refuse(failed.device(), failed.failure(), now);
        }
    }

    void forgive(Device device) {
        refusals.remove(device);
    }

    /** Holds on to no device any more. */
    void clear() {
        refusals.clear();
    }

    /** When a device may be asked again that now may not, or {@link Work#NEVER}. */
    long nextForgiven(long now) {
        return refusals.values().stream()
                .mapToLong(Refusal::until)
                .filter(until -> until > now)
                .min()
                .orElse(Work.NEVER);
    }

    /** Whether there are devices for it, and each of them has refused. */
    boolean isRefusedByAll() {
        var candidates = candidates();
        return !candidates.isEmpty() && candidates.stream().allMatch(refusals::containsKey);
    }

    /** Why each device refused, in one exception. */
    AudioException refusal() {
        var message = new StringBuilder("no device takes ").append(request.format());
        var reason = Reason.FORMAT_NOT_SUPPORTED;
        for (var device : candidates()) {
            var refusal = refusals.get(device);
            if (refusal != null) {
                message.append("; ")
                        .append(device.name())
                        .append(": ")
                        .append(refusal.why().getMessage());
                // Another format would only help if it would help everywhere.
                reason = reason == Reason.FORMAT_NOT_SUPPORTED ? refusal.why().reason() : reason;
            }
        }
        return new AudioException(reason, message.toString());
    }

    private boolean isRefused(Device device, long now) {
        var refusal = refusals.get(device);
        return refusal != null && refusal.until() > now;
    }
}
