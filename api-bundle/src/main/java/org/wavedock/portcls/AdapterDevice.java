// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.AudioException;

/**
 * A device and its subdevices; what portcls keeps for a {@code DeviceObject}. Comes from
 * {@link SubdeviceRegistry#addAdapterDevice}.
 *
 * <p>Control path; any thread; may block. {@code INVALID_PARAMETER} is also the answer to null and to what is no port
 * of this platform's, {@code DEVICE_REMOVED} to everything but {@link #close()} once the device is closed.
 */
@ProviderType
public interface AdapterDevice extends AutoCloseable {
    /**
     * The device's name.
     *
     * @return as given to the registry
     */
    String name();

    /**
     * Makes a port known; {@code PcRegisterSubdevice}. When this returns, the subdevice is there for clients as a
     * {@link WaveFilter} service, and the port answers {@link IUnregisterSubdevice} and
     * {@link IUnregisterPhysicalConnection} by {@code queryInterface}. The registration holds the port, and the port its
     * miniport: the caller may release both now.
     *
     * @param name unique among the device's subdevices, not blank
     * @param port an {@link IPort} that is bound to its miniport
     * @throws AudioException {@code OBJECT_NAME_COLLISION} if the name is taken, {@code INSUFFICIENT_RESOURCES} if the
     *     device has all that it may have, {@code INVALID_DEVICE_STATE} if the port is not bound, or is registered;
     *     nothing has changed
     */
    void registerSubdevice(String name, IUnknown port) throws AudioException;

    /**
     * Says how two registered ports of this device are wired; {@code PcRegisterPhysicalConnection}. Connections to other
     * devices are left out.
     *
     * @param from the port that audio comes from
     * @param fromPin its pin
     * @param to the port that audio goes to
     * @param toPin its pin
     * @throws AudioException {@code INVALID_PARAMETER} if there is no such pin, {@code UNSUCCESSFUL} if one port is not
     *     registered here, {@code INVALID_DEVICE_STATE} if they are wired so already
     */
    void registerPhysicalConnection(IUnknown from, int fromPin, IUnknown to, int toPin) throws AudioException;

    /**
     * All connections that are registered.
     *
     * @return a copy, in the order of registration
     */
    List<PhysicalConnection> physicalConnections();

    /**
     * A subdevice that comes and goes with a plug, the same port each time. Not there for clients until it is plugged
     * in, and limited by names and numbers only then.
     *
     * @param name the name that it will have when it is plugged in, not blank
     * @return the handle, which the caller closes; closing the device does so too
     * @throws AudioException {@code INVALID_PARAMETER} if the name is null or blank
     */
    DynamicSubdevice newDynamicSubdevice(String name) throws AudioException;

    /**
     * Who switches the power; {@code PcRegisterAdapterPowerManagement}, and {@code PcUnregisterAdapterPowerManagement}
     * for null.
     *
     * @param management the adapter driver's object, to which the device adds a reference, or null for nobody
     * @throws AudioException {@code DEVICE_REMOVED}
     */
    void registerAdapterPowerManagement(IAdapterPowerManagement management) throws AudioException;

    /**
     * Changes the power. On the way down the streams that run are paused, then each miniport's {@link IPowerNotify} is
     * called, then the adapter's {@link IAdapterPowerManagement}; on the way up the adapter, the miniports, and in
     * {@code D0} the streams run again that were paused, or were asked to run meanwhile. Whatever fails is logged and
     * stops nothing. Nothing happens if the state is the present one.
     *
     * @param newState the state to enter, not null
     * @throws AudioException {@code DEVICE_REMOVED}
     */
    void setPowerState(IPowerNotify.PowerState newState) throws AudioException;

    /**
     * The power.
     *
     * @return the state entered last; {@code D0} in a new device
     */
    IPowerNotify.PowerState powerState();

    /**
     * Withdraws whatever is registered, connections first, and frees the name; portcls does so when the device is
     * removed. Streams are stopped; their clients are not waited for. Nothing happens the second time.
     */
    @Override
    void close();
}
