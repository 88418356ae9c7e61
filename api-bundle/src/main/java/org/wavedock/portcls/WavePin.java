// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * One open stream of a subdevice, fed with packets: a KS pin. Comes from {@link WaveFilter#newPin}.
 *
 * <p>Any thread, also several at once, also from within its callbacks; a method waits for another one that is under way.
 * Control path: methods may block as the miniport's may, but the device's service never waits for them.
 *
 * <p>Completions and position events are called one at a time, on a thread that serves this pin alone, never with a lock
 * held. What they throw is logged.
 *
 * <p>When the subdevice is withdrawn, or its device fails, the pin is driven to {@code STOP}, its packets complete with
 * {@code CANCELLED}, and from then on every method that can throw answers {@code DEVICE_REMOVED}. The stream does not move to
 * another device; opening another pin is the client's decision. After {@link #close()} the answer is
 * {@code INVALID_DEVICE_STATE}.
 */
@ProviderType
public interface WavePin extends AutoCloseable {
    /**
     * The state that the miniport is in.
     *
     * @return the state; {@code STOP} once the pin is closed or its device gone
     */
    StreamState state();

    /**
     * Goes to a state, by neighbouring steps; {@code KSPROPERTY_CONNECTION_STATE}. On the way up the first failure ends
     * it, and the last state reached stays; on the way down failures are reported, after {@code state} has been reached.
     * In {@code STOP} no packet is left and the positions are 0. Leaving {@code RUN} fires the position events that are
     * outstanding. While the device sleeps the pin goes no farther than {@code PAUSE}, and runs when it wakes.
     *
     * @param state where to go; nothing happens if the pin is there
     * @throws AudioException what the miniport refused with
     */
    void setState(StreamState state) throws AudioException;

    /**
     * The format.
     *
     * @return the one set last
     */
    WaveFormat format();

    /**
     * Changes the format; {@code KSPROPERTY_CONNECTION_DATAFORMAT}. The one that the pin has is fine at any time, and the
     * miniport does not hear of it.
     *
     * @param format within one of the pin's data ranges, not null
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED}, {@code INVALID_DEVICE_REQUEST} in {@code RUN} or while packets
     *     in the old format are queued, or what the miniport refuses with; the format stays
     */
    void setFormat(WaveFormat format) throws AudioException;

    /**
     * What packets should look like; {@code KSPROPERTY_CONNECTION_ALLOCATORFRAMING}. From the miniport for WavePci; for
     * WaveCyclic, what goes through between two notifications. Other packets work as well.
     *
     * @return the preference
     * @throws AudioException {@code DEVICE_REMOVED}
     */
    AllocatorFraming allocatorFraming() throws AudioException;

    /**
     * Queues a packet to be played or filled; {@code IOCTL_KS_WRITE_STREAM} and {@code IOCTL_KS_READ_STREAM}, whose
     * answer is {@code STATUS_PENDING}. Its memory is the pin's until it completes, but a client may change what a looped
     * packet holds outside of what the device is touching.
     *
     * @param packet not under way anywhere; a pin for {@code LOOPED} takes one at a time
     * @throws AudioException {@code DEVICE_NOT_READY} during a reset, {@code INVALID_DEVICE_STATE} in {@code STOP} or for
     *     a packet that is under way or a second looped one, {@code INVALID_PARAMETER} for memory that the device cannot
     *     reach; the packet does not complete
     */
    void submit(StreamPacket packet) throws AudioException;

    /**
     * Takes a packet back. It completes with {@code CANCELLED} and the bytes that went through; the rest never does.
     *
     * @param packet not null
     * @return whether it was queued here; false if it has completed
     */
    boolean cancel(StreamPacket packet);

    /** Takes all packets back, as {@link #cancel} does, in the order they were queued. */
    void cancelAll();

    /**
     * Begins a reset; {@code IOCTL_KS_RESET_STATE}. All packets are taken back, none is accepted, and the device gets no
     * service until {@link #endReset()}; the state stays. Nothing happens during a reset.
     *
     * @throws AudioException {@code DEVICE_REMOVED}
     */
    void beginReset() throws AudioException;

    /**
     * Ends a reset. Nothing happens if there is none.
     *
     * @throws AudioException {@code DEVICE_REMOVED}
     */
    void endReset() throws AudioException;

    /**
     * Where the stream is; {@code KSPROPERTY_AUDIO_POSITION}, which cannot be set.
     *
     * @return for an ordinary stream bytes since {@code STOP}, for a looped one offsets in the packet, less than its
     *     length
     * @throws AudioException {@code DEVICE_REMOVED}
     */
    AudioPosition position() throws AudioException;

    /**
     * Has a callback made when the play offset comes to a place; {@code KSEVENT_LOOPEDSTREAMING_POSITION} or, for an
     * ordinary stream, its one-time counterpart. Looked at in each service of the device. In a looped stream it comes once
     * each time the place is passed; in an ordinary one once, and at the next service if the place lies behind. Going from
     * {@code RUN} to {@code PAUSE} makes the next callback of every event early: its place is then passed silently.
     *
     * @param offset bytes: since {@code STOP}, or in the looped packet; 0 or more. A place that is not in the looped
     *     packet is never passed
     * @param callback not null
     * @return cancels the event when closed
     * @throws AudioException {@code INVALID_PARAMETER} if the offset is negative
     */
    PositionEvent addPositionEvent(long offset, Runnable callback) throws AudioException;

    /**
     * Closes the stream, in any state: no service is running any more, the miniport is in {@code STOP}, packets are
     * cancelled, and all references are given back. Waits up to a second until the callbacks have been made, except within
     * one. Nothing happens the second time.
     */
    @Override
    void close();

    /** A position event that has been asked for. */
    @ProviderType
    interface PositionEvent extends AutoCloseable {
        /** Makes no further callback; one that is due may still come. Nothing happens the second time. */
        @Override
        void close();
    }
}
