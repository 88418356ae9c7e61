// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;

/**
 * Lets a WavePci miniport say how far ahead of the play position its device reads; {@code IPreFetchOffset} (portcls.h).
 * Found by {@code queryInterface} on the {@link IPortWavePciStream}.
 */
@ProviderType
public interface IPreFetchOffset extends IUnknown {
    /**
     * Fixes the distance from play to write position, which otherwise follows the mappings taken;
     * {@code SetPreFetchOffset}. For a miniport that takes many mappings and neither copies nor changes their data. Any
     * thread, never blocks.
     *
     * @param bytes the distance, 0 or more; 32 to 64 frames are usual
     * @throws IllegalArgumentException if it is negative; the distance stays as it was
     */
    void setPreFetchOffset(int bytes);
}
