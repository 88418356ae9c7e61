// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import java.util.concurrent.locks.LockSupport;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The clock that a platform and its simulated devices share, an OSGi service.
 *
 * <p>The runtime registers one, real or virtual, with the service property {@value #MODE}. A test may register another and
 * point a simulated card at it. Mirrors {@code PcGetTimeInterval} (portcls.h) in what it is for.
 */
@ConsumerType
public interface TimeSource {
    /** Service property: {@code real}, {@code virtual}, or whatever a test's own source calls itself. */
    String MODE = "mode";

    /**
     * The time since an arbitrary origin; never goes back. Any thread, never blocks.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * Lets the caller stand still while time goes on for everybody else: what a device does that hangs. Any thread; blocks.
     *
     * <p>By default the thread parks, by the system's clock. A source whose time does not pass by itself has to let it pass.
     *
     * @param nanos how long; nothing happens if it is not positive. An interrupt ends it early and stays set
     */
    default void sleep(long nanos) {
        var from = System.nanoTime();
        for (var left = nanos; left > 0; left = nanos - (System.nanoTime() - from)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
