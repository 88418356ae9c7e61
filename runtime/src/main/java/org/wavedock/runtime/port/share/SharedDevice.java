// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.util.EnumMap;
import java.util.Map;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/**
 * A device with one substream as a device with any number of them. The first channel of a direction decides the format; whoever
 * wants the device to himself is refused while others have it, and others are refused while he has it.
 *
 * <p>Channels are opened and released on one control thread at a time, and used, all of them, by one other.
 */
public final class SharedDevice implements DmaChannelProvider {
    private final DmaChannelProvider device;
    private final DeviceDescription description;
    private final TimeSource time;
    private final DmaAdapter memory = new BusAddressSpace();
    private final Map<Direction, SharedLine<?>> lines = new EnumMap<>(Direction.class);

    /**
     * Nobody has it yet.
     *
     * @param device the device, not null
     * @param description what it has said of itself, not null
     * @param time the clock, not null
     */
    public SharedDevice(DmaChannelProvider device, DeviceDescription description, TimeSource time) {
        this.device = device;
        this.description = description;
        this.time = time;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        device.checkFormat(direction, format);
    }

    /**
     * What others have it open in.
     *
     * @param direction which way, not null
     * @return the format that a channel has to have now, or null if any will do
     */
    public synchronized WaveFormat format(Direction direction) {
        var line = lines.get(direction);
        return line == null || line.hasFailed() ? null : line.owner().format();
    }

    /** A channel beside others. */
    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        return open(direction, format, maximumBufferSize, false);
    }

    /** The same device, for those who share it with nobody. */
    public DmaChannelProvider exclusive() {
        return new Exclusive(this);
    }

    private record Exclusive(SharedDevice shared) implements DmaChannelProvider {
        @Override
        public DeviceDescription description() {
            return shared.description();
        }

        @Override
        public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
            shared.checkFormat(direction, format);
        }

        @Override
        public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
                throws AudioException {
            return shared.open(direction, format, maximumBufferSize, true);
        }
    }

    private synchronized IDmaChannelSlave open(
            Direction direction, WaveFormat format, int maximumBufferSize, boolean exclusive) throws AudioException {
        var line = lines.get(direction);
        // One that has failed is still being given back; the device says whether it can do without.
        if (line != null && !line.hasFailed()) {
            requireShareable(line, format, exclusive);
            return line.newChannel();
        }
        var channel = Check.wrap(device.newChannel(direction, format, maximumBufferSize));
        var control = channel.queryInterface(TransferControl.class).orElse(null);
        if (control == null) {
            // Nobody could tell the others where it is.
            return channel;
        }
        var owner = new SharedLine.Owner(this, direction, format, exclusive);
        var opened = direction == Direction.RENDER
                ? new MixLine(owner, channel, control)
                : new TapLine(owner, channel, control);
        lines.put(direction, opened);
        return opened.newChannel();
    }

    private void requireShareable(SharedLine<?> line, WaveFormat format, boolean exclusive) throws AudioException {
        var name = description.name();
        if (line.owner().exclusive()) {
            throw new AudioException(Reason.INSUFFICIENT_RESOURCES, "device " + name + " is in exclusive use");
        }
        if (exclusive) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "device " + name + " has " + line.users()
                            + " other streams on it, expected none for exclusive use");
        }
        if (!format.equals(line.owner().format())) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "device " + name + " is shared with streams of "
                            + line.owner().format() + ", expected that instead of " + format);
        }
    }

    DmaAdapter memory() {
        return memory;
    }

    int fifoFrames() {
        return description.fifoFrames();
    }

    /** A channel has got its last release. May block if it was the last one. */
    synchronized void left(SharedLine<?> line) {
        if (line.leave()) {
            lines.remove(line.owner().direction(), line);
            line.close(time);
        }
    }

    @Override
    public String toString() {
        return "shared " + description.name();
    }
}
