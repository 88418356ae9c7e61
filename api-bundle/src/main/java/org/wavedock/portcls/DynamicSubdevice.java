// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * A subdevice behind a jack. Portcls leaves the order of registering and withdrawing to the adapter driver; here it is
 * kept.
 *
 * <p>Control path; any thread; may block; plugging is never done from a notifier.
 */
@ProviderType
public interface DynamicSubdevice extends AutoCloseable {
    /**
     * Gives it the port that stands for it, and how that will be wired. Adds a reference to each port that is named.
     *
     * @param port an {@link IPort} that is bound to its miniport
     * @param wires the connections to register each time it is plugged in; copied
     * @throws AudioException {@code INVALID_PARAMETER} for null or for something that is no port,
     *     {@code INVALID_DEVICE_STATE} if it has a port, {@code DEVICE_REMOVED} if it is closed
     */
    void instantiate(IUnknown port, List<Wire> wires) throws AudioException;

    /**
     * Registers the subdevice, then its connections, and only then counts as plugged in. If it is, nothing happens; if
     * one step fails, those before are undone.
     *
     * @throws AudioException {@code INVALID_DEVICE_STATE} if there is no port yet, {@code DEVICE_REMOVED} if it is
     *     closed, or whatever {@link AdapterDevice} refuses with
     */
    void plug() throws AudioException;

    /**
     * Withdraws the connections, then the subdevice, and only then counts as unplugged. If it is, nothing happens.
     *
     * @throws AudioException {@code INVALID_DEVICE_STATE} if there is no port yet, {@code DEVICE_REMOVED} if it is
     *     closed
     */
    void unplug() throws AudioException;

    /**
     * Whether it is plugged in: what a client asks a jack.
     *
     * @return true from the end of {@link #plug()} to the end of {@link #unplug()}
     */
    boolean isPlugged();

    /** Unplugs it and lets go of the ports. Nothing happens the second time. */
    @Override
    void close();

    /**
     * A connection to be registered; the arguments of {@link AdapterDevice#registerPhysicalConnection}.
     *
     * @param from the port that audio comes from, not null
     * @param fromPin its pin
     * @param to the port that audio goes to, not null
     * @param toPin its pin
     */
    record Wire(IUnknown from, int fromPin, IUnknown to, int toPin) {
        /** Checks that both ports are there. */
        public Wire {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }
}
