// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/** What a stream is done with, until the devices have everything back. Belongs to the control loop. */
final class Departures {
    /** The pump may still have them: emptying a FIFO, or about to let go. */
    private final List<Binding> leaving = new ArrayList<>();
    /** Released; their devices close them. */
    private final List<Binding> returning = new ArrayList<>();
    /** Nobody waits for these any more. */
    private final List<Attempt> unwanted = new ArrayList<>();

    void add(Binding binding) {
        if (binding != null) {
            leaving.add(binding);
        }
    }

    void add(Attempt attempt) {
        if (attempt != null) {
            unwanted.add(attempt);
        }
    }

    /** Sees everybody off who is ready to go. */
    void step(long now) {
        unwanted.removeIf(this::discard);
        leaving.forEach(binding -> binding.abandonIfGivenUp(now));
        leaving.removeIf(this::giveBack);
        returning.removeIf(Binding::isGivenBack);
    }

    /** Whether a device still has something open that it has not been told to close. */
    boolean isStillOn(Device device) {
        return leaving.stream().anyMatch(binding -> binding.device() == device);
    }

    boolean isEmpty() {
        return leaving.isEmpty() && returning.isEmpty() && unwanted.isEmpty();
    }

    /** Nothing more is to be heard. */
    void hurry() {
        leaving.forEach(binding -> binding.ask(Binding.Request.RELEASE));
    }

    /** Whatever still hangs is left to its device. */
    void abandon(long now) {
        leaving.forEach(binding -> binding.abandon(now));
        step(now);
    }

    private boolean discard(Attempt attempt) {
        if (!attempt.isDone()) {
            return false;
        }
        if (attempt.binding() != null) {
            attempt.binding().ask(Binding.Request.RELEASE);
            leaving.add(attempt.binding());
        }
        return true;
    }

    private boolean giveBack(Binding binding) {
        // Not while the device keeps the pump: it may keep it inside of this very binding.
        if (!binding.isReleased() || binding.device().keepsPump()) {
            return false;
        }
        binding.device().retire(binding);
        returning.add(binding);
        return true;
    }
}
