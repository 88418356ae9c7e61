// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/**
 * How one channel's transfer goes on by the card's clock, whatever is wrong with the card meanwhile. It is arithmetic: whoever uses the
 * channel looks first, and everything that should have happened by then happens, in its order and each at its frame.
 */
final class Motion {
    /** What moves. */
    interface Transfer {
        /** The cursor has come to a frame. */
        void advance(long frame);

        /** What moves is damaged from now on, or is not. */
        void damage(boolean on);

        /** It ends where it is: the card is lost. */
        void end();
    }

    private final Faults faults;
    private final Transfer transfer;
    private final Cursor cursor;
    private Condition condition;
    private String lost;
    private boolean stopped;

    Motion(Faults faults, WaveFormat format, Transfer transfer) {
        this.faults = faults;
        this.transfer = transfer;
        condition = faults.present();
        cursor = new Cursor(format, factor(condition));
        cursor.change(0, factor(condition), condition.grain);
        transfer.damage(condition.corrupt);
    }

    private double factor(Condition now) {
        return faults.clock().factor() * now.pace;
    }

    /**
     * Every use of the channel begins here.
     *
     * @throws DeviceRemovedException if the card is lost
     */
    void look(DeviceMethod method) {
        catchUp();
        requirePresent();
        if (faults.meet(method, condition)) {
            catchUp();
            requirePresent();
        }
    }

    /** Throws if the card was lost when it was last looked at. */
    void requirePresent() {
        if (lost != null) {
            throw new DeviceRemovedException(lost);
        }
    }

    /** A use of the channel on the control path. */
    void require(DeviceMethod method) throws AudioException {
        try {
            look(method);
        } catch (DeviceRemovedException e) {
            throw new AudioException(Reason.DEVICE_REMOVED, e.getMessage(), e);
        }
    }

    /** What gives back begins here: a card that is lost does not keep it. */
    void touch(DeviceMethod method) {
        catchUp();
        if (lost == null) {
            faults.meet(method, condition);
        }
    }

    /** What a call meets that has nothing to do with where the transfer is. Any thread. */
    void meet(DeviceMethod method) {
        faults.meet(method, faults.present());
    }

    private void catchUp() {
        var now = faults.clock().nanoTime();
        var next = faults.next(condition, now);
        while (lost == null && next != null) {
            enter(next);
            next = faults.next(condition, now);
        }
        if (lost == null) {
            transfer.advance(cursor.at(now));
        }
    }

    private void enter(Condition next) {
        transfer.advance(cursor.at(next.from));
        cursor.change(next.from, factor(next), next.grain);
        if (next.leaps != condition.leaps) {
            cursor.leap(next.leaps - condition.leaps);
            transfer.advance(cursor.at(next.from));
        }
        if (next.xruns != condition.xruns) {
            stopped |= cursor.isMoving();
            cursor.halt();
        }
        if (next.losses != condition.losses) {
            end(next.loss);
        }
        transfer.damage(next.corrupt);
        condition = next;
    }

    /** The channel is of no use any more. */
    void lose(String message) {
        catchUp();
        if (lost == null) {
            end(message);
        }
    }

    private void end(String message) {
        lost = message;
        stop();
        transfer.end();
    }

    /** Moves from a frame on. */
    void run(long from) {
        stopped = false;
        cursor.run(from, faults.clock().nanoTime());
        transfer.advance(from);
    }

    void halt() {
        cursor.halt();
    }

    boolean isMoving() {
        return cursor.isMoving();
    }

    /** Whether it ended by itself. */
    boolean hasStopped() {
        return stopped;
    }

    /** Somebody ends it. */
    void stop() {
        cursor.halt();
        stopped = false;
    }

    /** How the card is, as of the last look. */
    Condition condition() {
        return condition;
    }
}
