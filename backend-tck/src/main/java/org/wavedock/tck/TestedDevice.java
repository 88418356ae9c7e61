// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/**
 * A device as its author presents it to the rules: a new one for each rule, used by one rule at a time. Its methods are called
 * from the thread of the rule; they may block.
 */
@ConsumerType
public abstract class TestedDevice implements AutoCloseable {
    /** A device. */
    protected TestedDevice() {}

    /**
     * The device.
     *
     * @return the same one always, not null
     */
    public abstract DmaChannelProvider provider();

    /**
     * By which clock the device runs.
     *
     * @return the same one always, not null
     */
    public abstract TestClock clock();

    /**
     * The formats that the device is sure to do; every one is tested.
     *
     * @param direction which way
     * @return the formats, the one to be used for most rules first; empty if the device does not go this way at all
     */
    public abstract List<WaveFormat> formats(Direction direction);

    /**
     * What the device can do of what it need not. A claim that does not hold is a failure, and so is an ability that shows and was
     * not claimed.
     *
     * @return abilities, not null
     */
    public abstract Set<Ability> abilities();

    /**
     * How many channels can be open at once.
     *
     * @param direction which way
     * @return the number, or 0 if there is no limit or it is not known
     */
    public int substreams(Direction direction) {
        return 0;
    }

    /**
     * What the device played since it was made, all transfers of a substream one after the other. For {@link Ability#HEARD}.
     *
     * @param substream as in {@link org.wavedock.dma.TransferControl#substream()}, 0 for devices without it
     * @return bytes, as they lay in the ring
     */
    public byte[] heard(int substream) {
        throw new UnsupportedOperationException("the device does not know what was heard");
    }

    /**
     * What the device captures at a place of a substream's timeline. For {@link Ability#CAPTURED}.
     *
     * @param format the channel's
     * @param substream as in {@link #heard}
     * @param firstFrame frame on the timeline, which goes on over all transfers
     * @param frames how many
     * @return bytes, as they will lie in the ring
     */
    public byte[] captured(WaveFormat format, int substream, long firstFrame, int frames) {
        throw new UnsupportedOperationException("the device does not know what is captured");
    }

    /** The device is lost at once, as if a plug were pulled. For {@link Ability#UNPLUG}. */
    public void unplug() {
        throw new UnsupportedOperationException("the device cannot be unplugged");
    }

    /**
     * How far the device's speed may be from its nominal rate.
     *
     * @return a part of it: 0.01 is one percent; 0 for a device that is exact
     */
    public double speedTolerance() {
        return clock().isVirtual() ? 0 : 0.02;
    }

    /**
     * The longest that a call may take which is not told to wait.
     *
     * @return milliseconds of real time
     */
    public long patienceMillis() {
        return 5_000;
    }

    /** The rule is over; all channels have been released that could be. */
    @Override
    public abstract void close();
}
