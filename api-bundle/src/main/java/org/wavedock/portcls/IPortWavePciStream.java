// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.Reason;

/**
 * The port's side of one WavePci pin, from which the miniport takes mappings; {@code IPortWavePciStream} (portcls.h).
 *
 * <p>A mapping is a piece of a client's packet that is contiguous for the device. It may be as short as one byte, start
 * anywhere, and end in the middle of a frame or of a sample; it is at most 16 pages long.
 *
 * <p>Called from {@code setState}, {@code service} or {@code mappingAvailable} of the miniport's stream. Hot path: no
 * method blocks, allocates or throws. The caller holds no lock, as each may call back into the miniport; what the lock
 * guards is to be read again afterwards. May offer {@link IPreFetchOffset} by {@code queryInterface}.
 */
@ProviderType
public interface IPortWavePciStream extends IUnknown {
    /**
     * Takes the next mapping in stream order; {@code GetMapping}. It is the miniport's until it is released or revoked.
     * In a looped packet the sequence begins again at the packet's end.
     *
     * @param tag the caller's name for the mapping; any value, never interpreted
     * @param mapping filled in if there is one, else untouched; not null
     * @return whether there was one; if false ({@code STATUS_NOT_FOUND}), the port calls
     *     {@link IMiniportWavePciStream#mappingAvailable()} once when the next packet comes, except in {@code STOP}
     */
    boolean getMapping(long tag, Mapping mapping);

    /**
     * Gives back the oldest mapping taken; {@code ReleaseMapping}. With its last mapping a packet is complete.
     *
     * @param tag the name it was taken under
     * @return null if it was given back; {@code NOT_FOUND} if none is out, {@code INVALID_PARAMETER} if the oldest has
     *     another name, and nothing was given back
     */
    Reason releaseMapping(long tag);

    /**
     * Ends the packet that is being mapped: the next mapping comes from the next packet, and a partly filled capture
     * packet goes to the client now, with its true length; {@code TerminatePacket}. Going from {@code RUN} to
     * {@code STOP} does the same for capture.
     *
     * @return null if that was done, else why not
     */
    Reason terminatePacket();
}
