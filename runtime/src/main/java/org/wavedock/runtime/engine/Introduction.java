// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.TaskQueue;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** The first question to a device, asked on a thread that can be lost: who brings a device, or the platform, is not to hang with it. */
final class Introduction {
    /** Well under the 5 s that SCR waits, and far more than a busy machine needs. */
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private final AtomicReference<DeviceDescription> answer = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Introduction() {}

    /** Blocks until the device has said who it is. */
    static DeviceDescription of(DmaChannelProvider provider, Scheduler scheduler) throws AudioException {
        var introduction = new Introduction();
        var queue = new TaskQueue(scheduler, "wavedock-introduction");
        queue.post(() -> introduction.ask(provider, queue));
        scheduler.await(introduction::isOver, PATIENCE_NANOS);
        return introduction.result();
    }

    private void ask(DmaChannelProvider provider, TaskQueue queue) {
        try {
            answer.set(provider.description());
        } catch (RuntimeException | Error e) {
            failure.set(e);
        } finally {
            queue.end();
        }
    }

    private boolean isOver() {
        return answer.get() != null || failure.get() != null;
    }

    private DeviceDescription result() throws AudioException {
        var description = answer.get();
        if (description == null) {
            throw new AudioException(
                    Reason.DEVICE_NOT_READY,
                    "a device does not say what it is: "
                            + (failure.get() == null ? "no answer in 2 s, or null" : failure.get()),
                    failure.get());
        }
        return description;
    }
}
