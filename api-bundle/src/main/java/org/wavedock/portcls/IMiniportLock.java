// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells whether a miniport's lock is held; no portcls counterpart. Offered by {@code queryInterface} of a miniport or of its
 * stream if they guard their state with anything but their own monitors, so that the checking mode can find calls into
 * {@link IPortWavePciStream} with the lock held.
 */
@ConsumerType
public interface IMiniportLock {
    /**
     * Whether the calling thread holds the lock. Any thread; never blocks or allocates.
     *
     * @return true if it does
     */
    boolean isHeldByCurrentThread();
}
