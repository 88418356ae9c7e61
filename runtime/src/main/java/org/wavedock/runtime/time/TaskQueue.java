// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Work that runs tasks one after the other; what may block goes here, on a worker that can be given up. */
public final class TaskQueue implements Work {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Worker worker;

    /**
     * A queue with a worker of its own.
     *
     * @param scheduler who drives it
     * @param name for people
     */
    public TaskQueue(Scheduler scheduler, String name) {
        worker = scheduler.start(name, this);
    }

    /**
     * Runs a task soon. Any thread.
     *
     * @param task what it throws is logged
     */
    public void post(Runnable task) {
        tasks.add(task);
        worker.wake();
    }

    @Override
    public long onCycle(long nowNanos) {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a task failed", e);
            }
        }
        return NEVER;
    }

    /** Runs nothing more. */
    public void end() {
        worker.end();
    }
}
