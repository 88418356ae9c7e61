// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** A device with one channel that takes commitments, renders only, and cannot pause: what the simulated card is not. */
class QueueDevice extends TestedDevice implements DmaChannelProvider {
    static final WaveFormat FORMAT = new WaveFormat(8_000, 1, Encoding.S16);

    private final TestClock clock = TestClock.virtual();
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private QueueChannel channel;
    private boolean gone;

    ByteArrayOutputStream record() {
        return record;
    }

    void released() {
        channel = null;
    }

    @Override
    public DmaChannelProvider provider() {
        return this;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public List<WaveFormat> formats(Direction direction) {
        return direction == Direction.RENDER ? List.of(FORMAT) : List.of();
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.PAUSE, Ability.CAPTURED));
    }

    @Override
    public int substreams(Direction direction) {
        return direction == Direction.RENDER ? 1 : 0;
    }

    @Override
    public byte[] heard(int substream) {
        return record.toByteArray();
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription("queue", "Plays what is committed");
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        if (direction != Direction.RENDER || !format.equals(FORMAT)) {
            throw new AudioException(Reason.FORMAT_NOT_SUPPORTED, "not " + format + ", expected to render " + FORMAT);
        }
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        if (gone) {
            throw new AudioException(Reason.DEVICE_REMOVED, "queue is gone");
        }
        checkFormat(direction, format);
        if (channel != null) {
            throw new AudioException(Reason.INSUFFICIENT_RESOURCES, "queue has one channel and that is open");
        }
        var opened = make(format, maximumBufferSize);
        channel = opened;
        return opened;
    }

    QueueChannel make(WaveFormat format, int maximumBufferSize) {
        return new QueueChannel(this, format, maximumBufferSize);
    }

    @Override
    public void unplug() {
        gone = true;
        if (channel != null) {
            channel.lose();
        }
    }

    @Override
    public void close() {
        unplug();
    }
}
