// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.Direction;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** A device that costs as little as a device can: any number of substreams, each no more than a clock and a ring. */
final class ClockDevice implements DmaChannelProvider {
    private final DeviceDescription description = new DeviceDescription("clock", "a clock and nothing else");
    private final DmaAdapter bus = new BusAddressSpace();
    private final TimeSource clock;
    private int substreams;

    ClockDevice(TimeSource clock) {
        this.clock = clock;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) {
        // Nobody listens: all are good.
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize) {
        return new ClockChannel(bus, maximumBufferSize, clock, format, substreams++);
    }
}
