// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.concurrent.atomic.AtomicInteger;
import org.wavedock.wave.DeviceRemovedException;

/**
 * The right to change a pin's account. The pump has its books open while it does, and never while it calls the device: a pump that a
 * device keeps has them closed, and can be locked out of them. It finds that when it comes back, before it changes anything.
 */
final class Books {
    private static final int CLOSED = 0;
    private static final int OPEN = 1;
    private static final int SEALED = 2;

    private final AtomicInteger state = new AtomicInteger(CLOSED);

    /**
     * Opens them. They may be open already, by a failure. The pump's side; hot path.
     *
     * @throws DeviceRemovedException if they are sealed
     */
    void open() {
        if (!tryToOpen()) {
            throw new DeviceRemovedException("it answered too late");
        }
    }

    /** As {@link #open}; false if they are sealed. */
    boolean tryToOpen() {
        return state.compareAndSet(CLOSED, OPEN) || state.get() == OPEN;
    }

    void close() {
        state.set(CLOSED);
    }

    /** Locks the pump out for good; whoever has sealed them may change them. False if they are open. Any thread. */
    boolean seal() {
        return state.compareAndSet(CLOSED, SEALED) || state.get() == SEALED;
    }
}
