// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A device with nothing but its slave channels: that it may be a bus master is hidden. */
record RingOnly(DmaChannelProvider device) implements DmaChannelProvider {
    @Override
    public DeviceDescription description() {
        return device.description();
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        device.checkFormat(direction, format);
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        return device.newChannel(direction, format, maximumBufferSize);
    }
}
