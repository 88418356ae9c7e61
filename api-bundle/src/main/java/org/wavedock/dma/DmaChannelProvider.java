// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/**
 * A device, as an OSGi service: what a backend registers, one a device. The highest {@code service.ranking} is the best device.
 *
 * <p>When the service goes, the platform drains what plays on it and gives every channel back before the unregistration
 * returns, as long as that takes less than a second. A device that is gone sooner throws
 * {@link org.wavedock.wave.DeviceRemovedException} from its channels and is treated as lost.
 */
@ConsumerType
public interface DmaChannelProvider {
    /**
     * What the device says of itself. Any thread, never blocks, the same value always.
     *
     * @return the description, not null
     */
    DeviceDescription description();

    /**
     * Whether the device can do a format, without opening it. Any thread, must not block.
     *
     * @param direction not null
     * @param format not null
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED} with a message for people that says what it can do
     */
    void checkFormat(Direction direction, WaveFormat format) throws AudioException;

    /**
     * Opens one substream of the device. Control path; may block. Nothing plays before the channel is started.
     *
     * @param direction not null
     * @param format not null
     * @param maximumBufferSize the largest buffer that will be asked for, bytes, 1 or more; the channel may offer less
     * @return a channel with one reference, the caller's
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED}, {@code INSUFFICIENT_RESOURCES} if no substream is free (the message
     *     says who has them), {@code DEVICE_REMOVED}, or whatever stands in the way
     */
    IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize) throws AudioException;
}
