// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.TaskQueue;

/** What calls a miniport that nobody should have to wait for. */
final class Bounded {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private Bounded() {}

    /** Does something elsewhere and waits for it, a second at most; then it goes on by itself. */
    static void run(Scheduler scheduler, String what, Runnable task) {
        var done = new AtomicBoolean();
        var queue = new TaskQueue(scheduler, "wavedock-withdrawal");
        queue.post(() -> {
            try {
                task.run();
            } finally {
                done.set(true);
                queue.end();
            }
        });
        if (!scheduler.await(done::get, PATIENCE_NANOS)) {
            LOG.log(Level.ERROR, "{0} is taking longer than a second and is not waited for", what);
        }
    }
}
