// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.wave.AudioException;

/**
 * A DMA channel that moves the data itself and knows where it is; {@code IDmaChannelSlave} (portcls.h).
 *
 * <p>This is what a backend hands out. {@link #start} and {@link #waitForTC} belong to the control path; {@link #stop} and
 * {@link #readCounter} are called on the hot path. A channel that can do more offers {@link TransferControl} by
 * {@link #queryInterface}.
 */
@ConsumerType
public interface IDmaChannelSlave extends IDmaChannel {
    /**
     * Begins a transfer over the first {@code mapSize} bytes that repeats until {@link #stop()}; {@code Start}.
     *
     * @param mapSize bytes, 1 to {@link #allocatedBufferSize()}
     * @param writeToDevice true: buffer to device (render); false: device to buffer (capture)
     * @throws AudioException {@code UNSUCCESSFUL} if it is started already (the transfer goes on), {@code INVALID_PARAMETER} for
     *     the size, {@code INVALID_DEVICE_STATE} without a buffer, {@code DEVICE_REMOVED}
     */
    void start(int mapSize, boolean writeToDevice) throws AudioException;

    /**
     * Ends the transfer; what has been transferred is in the buffer. {@link #transferCount()} and {@link #readCounter()} keep
     * their last values until the next start. Nothing happens if it is not started; {@code Stop}.
     */
    void stop();

    /**
     * The bytes left in the current pass: {@code mapSize} at the start, counting down, and {@code mapSize} again after each
     * pass; {@code ReadCounter}. Never blocks.
     *
     * @return bytes, 0 before the first start
     */
    int readCounter();

    /**
     * Waits until the current pass ends; {@code WaitForTC}. Blocks.
     *
     * @param timeoutMicros the longest wait in microseconds, rounded down to a multiple of 10; 0 looks once
     * @throws AudioException {@code IO_TIMEOUT} if the pass did not end in time, {@code INVALID_DEVICE_STATE} if it is not
     *     started
     */
    void waitForTC(long timeoutMicros) throws AudioException;
}
