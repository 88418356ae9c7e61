// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.function.BooleanSupplier;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;

/** Time that stands, and workers that never work: whoever waits looks once. */
class Still implements Scheduler, Worker {
    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Worker start(String name, Work work) {
        return this;
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        return condition.getAsBoolean();
    }

    @Override
    public void wake() {
        // It does not work.
    }

    @Override
    public void end() {
        // It does not work.
    }
}
