// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The system's clock, and a daemon thread for each worker. */
public final class RealScheduler implements Scheduler {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final Path TIMER_SLACK = Path.of("/proc/thread-self/timerslack_ns");
    /** How often a waiting client looks: far below what anyone hears, far above what it costs. */
    private static final long LOOK_NANOS = 1_000_000;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Worker start(String name, Work work) {
        var worker = new ThreadWorker(name, work);
        worker.thread.start();
        return worker;
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            var left = timeoutNanos - (System.nanoTime() - start);
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
        }
        return true;
    }

    private static final class ThreadWorker implements Worker, Runnable {
        private final Thread thread;
        private final Work work;
        private volatile boolean woken;
        private volatile boolean ended;

        ThreadWorker(String name, Work work) {
            this.work = work;
            thread = new Thread(this, name);
            thread.setDaemon(true);
        }

        @Override
        public void wake() {
            woken = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void end() {
            ended = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            askForPromptTimers();
            while (!ended) {
                woken = false;
                var next = cycle();
                // An interrupt is nobody's wish here; left standing it would keep the thread from sleeping.
                Thread.interrupted();
                sleepUntil(next);
            }
        }

        private long cycle() {
            try {
                return work.onCycle(System.nanoTime());
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "work of " + thread.getName() + " failed; it goes on", e);
                return System.nanoTime() + 10_000_000;
            }
        }

        private void sleepUntil(long deadline) {
            while (!woken && !ended) {
                if (deadline == Work.NEVER) {
                    LockSupport.park(this);
                    continue;
                }
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                LockSupport.parkNanos(this, left);
            }
        }

        /** Linux delays timers by 50 us to save power; measured, this halves the lateness. Elsewhere it is not there. */
        private static void askForPromptTimers() {
            try {
                if (Files.isWritable(TIMER_SLACK)) {
                    Files.writeString(TIMER_SLACK, "1");
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "timer slack stays as it is", e);
            }
        }
    }
}
