// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** One thread that is the client of all streams: it comes by often enough that none of them has to wait for it. */
final class Feeder implements AutoCloseable {
    private static final long PERIOD_NANOS = 20_000_000;

    private final List<Player> players = new CopyOnWriteArrayList<>();
    private final Violations violations;
    private final Thread thread = new Thread(this::run, "wavedock-soak-feeder");
    private volatile boolean closed;

    Feeder(Violations violations) {
        this.violations = violations;
        thread.setDaemon(true);
        thread.start();
    }

    void add(Player player) {
        players.add(player);
    }

    void remove(Player player) {
        players.remove(player);
    }

    private void run() {
        while (!closed) {
            players.forEach(this::serve);
            LockSupport.parkNanos(this, PERIOD_NANOS);
        }
    }

    private void serve(Player player) {
        try {
            player.serve();
        } catch (AudioException e) {
            if (e.reason() != Reason.IO_TIMEOUT && e.reason() != Reason.DEVICE_NOT_READY) {
                fail(player, e);
            }
        } catch (RuntimeException e) {
            fail(player, e);
        }
    }

    private void fail(Player player, Exception cause) {
        violations.add(player + " cannot go on: " + cause);
        players.remove(player);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
