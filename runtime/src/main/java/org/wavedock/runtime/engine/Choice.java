// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.runtime.time.Work;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Which device a stream should be on: the preferred one, else the best that can do its format and has not just refused. */
final class Choice {
    private static final long FIRST_BACK_OFF_NANOS = 250_000_000;
    private static final long LONGEST_BACK_OFF_NANOS = 4_000_000_000L;

    private record Refusal(AudioException why, long until, long backOff) {}

    private final StreamRequest request;
    private final Map<Device, Refusal> refusals = new HashMap<>();
    private String preferred;

    Choice(StreamRequest request) {
        this.request = request;
        preferred = request.device();
    }

    String preferred() {
        return preferred;
    }

    void prefer(String deviceName) {
        preferred = deviceName;
    }

    /** The best device now, or null. */
    Device best(List<Device> ranked, long now) {
        refusals.keySet().retainAll(ranked);
        for (var device : ordered(ranked)) {
            if (!device.isLeaving() && !device.isHung(now) && !isRefused(device, now)) {
                return device;
            }
        }
        return null;
    }

    private List<Device> ordered(List<Device> ranked) {
        var ordered = new ArrayList<>(ranked);
        ordered.sort(
                (a, b) -> Boolean.compare(b.name().equals(preferred), a.name().equals(preferred)));
        return ordered;
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

    /** Whether there are devices, and each of them has refused. */
    boolean isRefusedByAll(List<Device> ranked) {
        return !ranked.isEmpty() && ranked.stream().allMatch(refusals::containsKey);
    }

    /** Why each device refused, in one exception. */
    AudioException refusal(List<Device> ranked) {
        var message = new StringBuilder("no device takes ").append(request.format());
        var reason = Reason.FORMAT_NOT_SUPPORTED;
        for (var device : ranked) {
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
