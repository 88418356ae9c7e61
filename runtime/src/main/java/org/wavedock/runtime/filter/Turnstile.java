// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread at a time into a pin. Clients wait for their turn; the device's service never does: when it finds somebody
 * inside it goes away, and who is inside has it called again.
 */
final class Turnstile {
    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable callAgain;
    private volatile boolean missed;

    /** @param callAgain any thread, no lock */
    Turnstile(Runnable callAgain) {
        this.callAgain = callAgain;
    }

    /** A client comes in; it may be inside already. */
    void enter() {
        lock.lock();
    }

    /** A client goes out. */
    void leave() {
        lock.unlock();
        if (missed && !lock.isHeldByCurrentThread()) {
            missed = false;
            callAgain.run();
        }
    }

    /** The service comes in, if nobody is inside. Hot path. */
    boolean enterService() {
        // Said before it is tried: who leaves in between is bound to see it.
        missed = true;
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return false;
        }
        missed = false;
        return true;
    }

    /** The service goes out. Hot path. */
    void leaveService() {
        lock.unlock();
    }
}
