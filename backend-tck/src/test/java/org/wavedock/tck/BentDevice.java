// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.Map;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A simulated card that does as it should, but for what a subclass breaks. */
class BentDevice extends SimulatedDevice implements DmaChannelProvider {
    BentDevice() {
        this(Map.of());
    }

    BentDevice(Map<String, Object> more) {
        super(more);
    }

    /** The card that is bent. */
    final DmaChannelProvider card() {
        return super.provider();
    }

    IDmaChannelSlave bend(IDmaChannelSlave channel) {
        return channel;
    }

    @Override
    public DmaChannelProvider provider() {
        return this;
    }

    @Override
    public DeviceDescription description() {
        return card().description();
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        card().checkFormat(direction, format);
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        return bend(card().newChannel(direction, format, maximumBufferSize));
    }

    @Override
    public long patienceMillis() {
        return 1_000;
    }
}
