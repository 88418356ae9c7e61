// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** The swap that a client has asked a stream for, from its order to its end. Belongs to the control loop. */
final class Errand {
    private final ManagedStream stream;
    private final Switchboard board;
    private final Choice choice;
    private SwapOrder order;
    private Wish wishBefore;

    Errand(ManagedStream stream, Switchboard board, Choice choice) {
        this.stream = stream;
        this.board = board;
        this.choice = choice;
    }

    /** Takes a new order, if there is one. */
    void accept() {
        var placed = stream.takeOrder();
        if (placed == null) {
            return;
        }
        fail(new AudioException(
                Reason.CANCELLED, "the stream was asked to go to " + placed.device() + " before it got there"));
        wishBefore = choice.wish();
        order = placed;
        var device = board.find(placed.device());
        if (device == null) {
            fail(new AudioException(
                    Reason.NOT_FOUND, "no device " + placed.device() + ", expected one of " + board.names()));
            return;
        }
        choice.want(Wish.of(device));
        choice.forgive(device);
    }

    /** The stream is on a device. If it does not follow the best it wants that one from now on, or, was it asked to go on, then. */
    void arrived(Device device) {
        choice.settle(device);
        if (choice.home() == null) {
            return;
        }
        if (order == null) {
            choice.want(choice.home());
        } else {
            wishBefore = choice.home();
        }
    }

    boolean isTo(Device device) {
        return order != null && order.device().equals(device.name());
    }

    /** It comes to nothing: the stream wants what it wanted before. */
    void fail(AudioException why) {
        if (order != null) {
            choice.want(wishBefore);
            order.fail(why);
            order = null;
        }
    }

    /** A device has failed, which may be the one where the stream was to go. */
    void failIfTo(Device device, AudioException why) {
        if (isTo(device)) {
            fail(why);
        }
    }

    void fulfil(SwapReport how) {
        if (order != null && order.device().equals(how.to())) {
            order.fulfil(how);
            order = null;
        }
    }

    /** The stream never will be where it was asked to go. */
    void failIfLeft() {
        if (order != null && board.find(order.device()) == null) {
            fail(new AudioException(Reason.DEVICE_REMOVED, "device " + order.device() + " has left"));
        }
    }

    /** The stream runs, and there is nothing to report of how it came there. */
    void settle(Binding active) {
        if (isTo(active.device())) {
            var name = active.device().name();
            var format = active.baton().format();
            fulfil(new SwapReport(
                    name, name, SwapReason.REQUESTED, active.baton().heardFrame(), 0, 0, 0, 0, format, format));
        }
    }
}
