// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * One stream of a WavePci miniport; {@code IMiniportWavePciStream} (portcls.h).
 *
 * <p>{@link #setFormat}, {@link #setState} and {@link #getAllocatorFraming} belong to the control path and may block.
 * The others run on the hot path: no blocking, no allocation.
 */
@ConsumerType
public interface IMiniportWavePciStream extends IUnknown {
    /**
     * Changes the format; {@code SetFormat}. Not called for the format that the stream has, nor in {@code RUN}.
     *
     * @param format the new one, not null
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED}, {@code INVALID_DEVICE_REQUEST} while running; the format
     *     stays
     */
    void setFormat(WaveFormat format) throws AudioException;

    /**
     * Goes to a neighbouring state; {@code SetState}. {@code RUN} moves the position on from where it is, {@code PAUSE}
     * and {@code ACQUIRE} freeze it, {@code STOP} sets it to 0. After {@code STOP} the port revokes the mappings still
     * out.
     *
     * @param state the next state up or down, never the present one and never one farther away
     * @throws AudioException whatever stands in the way; on the way up the state stays, on the way down it counts as
     *     reached
     */
    void setState(StreamState state) throws AudioException;

    /**
     * Where the device is in the stream; {@code GetPosition}. Counted over all mappings taken since {@code STOP};
     * neither release nor revocation moves it. Control or service thread; never blocks.
     *
     * @return bytes since the beginning of the stream; never wraps, never goes back but to 0 at {@code STOP}
     * @throws org.wavedock.wave.DeviceRemovedException if the device is gone
     */
    long getPosition();

    /**
     * Turns bytes into time, exactly; {@code NormalizePhysicalPosition}. {@link WaveFormat#unitsFor} does it. Any
     * thread.
     *
     * @param bytes bytes of the stream's format, 0 or more
     * @return 100 ns units, rounded down
     */
    long normalizePhysicalPosition(long bytes);

    /**
     * The packets that the stream would like best; {@code GetAllocatorFraming}. A preference that may be overridden.
     * Control path.
     *
     * @return the preference, not null
     */
    AllocatorFraming getAllocatorFraming();

    /**
     * Takes back every mapping from one to another, both included, in the order they were taken;
     * {@code RevokeMappings}. The miniport forgets them, removes them from the device's queue and never releases them.
     * Service thread.
     *
     * @param firstTag the oldest mapping to take back
     * @param lastTag the youngest; the same for a single one
     * @return the mappings taken back, without those that had been released before
     */
    int revokeMappings(long firstTag, long lastTag);

    /**
     * There is a mapping again after {@link IPortWavePciStream#getMapping} found none; {@code MappingAvailable}. Called
     * once for each such failure and at no other time. Service thread.
     */
    void mappingAvailable();

    /**
     * The stream's group was notified in {@code RUN}: release what is finished, take more; {@code Service}. Service
     * thread.
     */
    void service();
}
