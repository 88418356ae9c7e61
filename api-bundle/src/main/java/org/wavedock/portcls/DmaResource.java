// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.Objects;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/**
 * A DMA entry: which device stands behind a slave channel and what to open on it; {@code CmResourceTypeDma} (wdm.h).
 *
 * @param provider the device, not null
 * @param direction which way, not null
 * @param format in which format, not null
 */
public record DmaResource(DmaChannelProvider provider, Direction direction, WaveFormat format) implements Resource {
    /** Checks that nothing is null. */
    public DmaResource {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(format, "format");
    }
}
