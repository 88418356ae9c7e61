// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.AdapterDevice;
import org.wavedock.portcls.DynamicSubdevice;
import org.wavedock.portcls.IAdapterPowerManagement;
import org.wavedock.portcls.IPowerNotify.PowerState;
import org.wavedock.portcls.PhysicalConnection;
import org.wavedock.runtime.port.Port;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * A device with its subdevices and how they are wired. What happens to clients happens outside of its lock: they may call back.
 */
final class RegisteredDevice implements AdapterDevice {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    private final Registry registry;
    private final String name;
    private final int maxObjects;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final List<PhysicalConnection> connections = new ArrayList<>();
    private final List<Jack> jacks = new ArrayList<>();
    private final PowerSwitch power = new PowerSwitch();
    private boolean closed;

    RegisteredDevice(Registry registry, String name, int maxObjects) {
        this.registry = registry;
        this.name = name;
        this.maxObjects = maxObjects;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void registerSubdevice(String subdevice, IUnknown unknown) throws AudioException {
        Registry.requireName("subdevice", subdevice);
        var port = Registry.requirePort(unknown);
        port.miniport();
        var filter = enter(subdevice, port);
        var handle = new PortHandle(this, port);
        port.attach(handle, handle);
        try {
            filter.publish(registry.publisher());
        } catch (RuntimeException | Error e) {
            unregisterSubdevice(port);
            throw e;
        }
    }

    private synchronized Filter enter(String subdevice, Port<?> port) throws AudioException {
        requireOpen();
        if (filters.containsKey(subdevice)) {
            throw new AudioException(
                    Reason.OBJECT_NAME_COLLISION, "device " + name + " has a subdevice " + subdevice + " already");
        }
        if (filters.size() == maxObjects) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "device " + name + " has " + maxObjects + " subdevices, which is all it may have");
        }
        registry.claim(port);
        var filter = new Filter(this, subdevice, port);
        filter.limit(power.ceiling());
        filters.put(subdevice, filter);
        return filter;
    }

    /** Withdraws a port's subdevice, if it is one of this device's. */
    void unregisterSubdevice(IUnknown unknown) throws AudioException {
        var port = Registry.requirePort(unknown);
        var leaving = depart(port);
        if (leaving == null) {
            return;
        }
        leaving.withdraw();
        leaving.removePins();
        leave(leaving);
        registry.unclaim(port);
        leaving.release();
    }

    /** No pin can be opened from now on, and nothing is connected. */
    private synchronized Filter depart(Port<?> port) {
        var filter = find(port);
        if (filter == null || !filter.depart()) {
            return null;
        }
        var left = physicalConnectionsOf(filter.name());
        if (!left.isEmpty()) {
            LOG.log(Level.WARNING, "subdevice {0} of {1} leaves connections behind: {2}", filter.name(), name, left);
            connections.removeAll(left);
        }
        return filter;
    }

    private synchronized void leave(Filter filter) {
        filters.remove(filter.name());
    }

    private Filter find(Port<?> port) {
        for (var filter : filters.values()) {
            if (filter.port() == port) {
                return filter;
            }
        }
        return null;
    }

    @Override
    public void registerPhysicalConnection(IUnknown from, int fromPin, IUnknown to, int toPin) throws AudioException {
        var source = Registry.requirePort(from);
        var target = Registry.requirePort(to);
        requirePin(source, fromPin);
        requirePin(target, toPin);
        connect(source, fromPin, target, toPin);
    }

    private synchronized void connect(Port<?> source, int fromPin, Port<?> target, int toPin) throws AudioException {
        requireOpen();
        var connection = connection(source, fromPin, target, toPin);
        if (connection == null) {
            throw new AudioException(
                    Reason.UNSUCCESSFUL, "only ports that are registered on device " + name + " can be connected");
        }
        if (connections.contains(connection)) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, connection + " is registered already");
        }
        connections.add(connection);
    }

    /** Withdraws a connection; the counterpart of {@link #registerPhysicalConnection}. */
    void unregisterPhysicalConnection(IUnknown from, int fromPin, IUnknown to, int toPin) throws AudioException {
        var source = Registry.requirePort(from);
        var target = Registry.requirePort(to);
        synchronized (this) {
            var connection = connection(source, fromPin, target, toPin);
            if (connection == null || !connections.remove(connection)) {
                throw new AudioException(
                        Reason.NOT_FOUND, "there is no connection from pin " + fromPin + " to pin " + toPin);
            }
        }
    }

    private static void requirePin(Port<?> port, int pin) throws AudioException {
        port.miniport();
        var pins = port.description().pins().size();
        if (pin < 0 || pin >= pins) {
            throw new AudioException(Reason.INVALID_PARAMETER, "pin is " + pin + ", expected 0 to " + (pins - 1));
        }
    }

    private PhysicalConnection connection(Port<?> source, int fromPin, Port<?> target, int toPin) {
        var from = find(source);
        var to = find(target);
        var present = from != null && to != null && !from.isDeparting() && !to.isDeparting();
        return present ? new PhysicalConnection(from.name(), fromPin, to.name(), toPin) : null;
    }

    @Override
    public synchronized List<PhysicalConnection> physicalConnections() {
        return List.copyOf(connections);
    }

    /** The connections that begin or end at a subdevice. */
    synchronized List<PhysicalConnection> physicalConnectionsOf(String subdevice) {
        return connections.stream()
                .filter(wire -> wire.from().equals(subdevice) || wire.to().equals(subdevice))
                .toList();
    }

    @Override
    public synchronized DynamicSubdevice newDynamicSubdevice(String subdevice) throws AudioException {
        requireOpen();
        Registry.requireName("subdevice", subdevice);
        var jack = new Jack(this, subdevice);
        jacks.add(jack);
        return jack;
    }

    synchronized void forget(Jack jack) {
        jacks.remove(jack);
    }

    @Override
    public void registerAdapterPowerManagement(IAdapterPowerManagement management) throws AudioException {
        filters();
        power.register(management);
    }

    @Override
    public void setPowerState(PowerState newState) throws AudioException {
        power.change(newState, filters());
    }

    @Override
    public PowerState powerState() {
        return power.state();
    }

    private synchronized List<Filter> filters() throws AudioException {
        requireOpen();
        return List.copyOf(filters.values());
    }

    private void requireOpen() throws AudioException {
        if (closed) {
            throw new AudioException(Reason.DEVICE_REMOVED, "device " + name + " is closed");
        }
    }

    Registry registry() {
        return registry;
    }

    @Override
    public void close() {
        List<Jack> plugs;
        List<Filter> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            plugs = List.copyOf(jacks);
            connections.clear();
            left = new ArrayList<>(filters.values());
        }
        plugs.forEach(Jack::close);
        for (var filter : left) {
            try {
                unregisterSubdevice(filter.port());
            } catch (AudioException | RuntimeException | Error e) {
                LOG.log(Level.WARNING, "subdevice " + filter.name() + " of " + name + " was not withdrawn in order", e);
            }
        }
        power.forget();
        registry.remove(this);
    }
}
