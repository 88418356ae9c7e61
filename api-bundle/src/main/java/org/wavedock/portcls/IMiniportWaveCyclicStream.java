// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * One stream of a WaveCyclic miniport; {@code IMiniportWaveCyclicStream} (portcls.h).
 *
 * <p>{@link #setFormat}, {@link #setNotificationFreq} and {@link #setState} belong to the control path and may block;
 * the port never calls two of them at once. The other three run on the hot path: no blocking, no allocation, no lock.
 */
@ConsumerType
public interface IMiniportWaveCyclicStream extends IUnknown {
    /**
     * Changes the format; {@code SetFormat}. Not called for the format that the stream has, nor in {@code RUN}.
     *
     * @param format the new one, not null
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED}, {@code INVALID_DEVICE_REQUEST} while running; the format
     *     stays
     */
    void setFormat(WaveFormat format) throws AudioException;

    /**
     * Asks for notifications; {@code SetNotificationFreq}. Called once while the pin is set up, with 10.
     *
     * @param intervalMillis the interval wanted, milliseconds, 1 or more
     * @return the interval that it will be, which the port only notes, and the bytes that go through in it
     */
    NotificationFreq setNotificationFreq(int intervalMillis);

    /**
     * Goes to a neighbouring state; {@code SetState}. {@code RUN} moves the position on from where it is, {@code PAUSE}
     * and {@code ACQUIRE} freeze it, {@code STOP} sets it to 0. The size of the ring is the channel's
     * {@code bufferSize()} at {@code ACQUIRE}.
     *
     * @param state the next state up or down, never the present one and never one farther away
     * @throws AudioException whatever stands in the way; on the way up the state stays, on the way down it counts as
     *     reached
     */
    void setState(StreamState state) throws AudioException;

    /**
     * Where the device is in the ring; {@code GetPosition}. For render the byte that is heard next, for capture the end
     * of what has been recorded; not how far the DMA engine has looked ahead. Hot path.
     *
     * @return a byte offset from 0 to less than the size of the ring
     * @throws org.wavedock.wave.DeviceRemovedException if the device is gone
     */
    int getPosition();

    /**
     * Turns bytes into time, exactly; {@code NormalizePhysicalPosition}. {@link WaveFormat#unitsFor} does it. Any
     * thread.
     *
     * @param bytes bytes of the stream's format, 0 or more
     * @return 100 ns units, rounded down
     */
    long normalizePhysicalPosition(long bytes);

    /**
     * Writes silence as the stream's format has it; {@code Silence}. Positions of the buffer do not matter and do not
     * move. Hot path.
     *
     * @param buffer where to, not null; the ring or any other memory
     * @param offset the first byte
     * @param byteCount bytes, 0 or more
     * @throws IndexOutOfBoundsException if the range leaves the buffer; nothing has been written
     */
    void silence(ByteBuffer buffer, int offset, int byteCount);
}
