// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

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
}
