// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.AdapterDevice;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.SubdeviceRegistry;
import org.wavedock.runtime.port.Port;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** All adapter devices. */
public final class Registry implements SubdeviceRegistry, AutoCloseable {
    private final Scheduler scheduler;
    private final PortFactory ports;
    private final FilterPublisher publisher;
    private final Map<String, RegisteredDevice> devices = new LinkedHashMap<>();
    private final Set<Port<?>> registered = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * A registry without devices.
     *
     * @param scheduler the platform's
     * @param ports where service groups come from
     * @param publisher where filters go
     */
    public Registry(Scheduler scheduler, PortFactory ports, FilterPublisher publisher) {
        this.scheduler = scheduler;
        this.ports = ports;
        this.publisher = publisher;
    }

    @Override
    public synchronized AdapterDevice addAdapterDevice(String name, int maxObjects) throws AudioException {
        requireName("device", name);
        if (maxObjects < 1) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "device " + name + " has " + maxObjects + " objects, expected 1 or more");
        }
        if (closed) {
            throw new AudioException(Reason.DEVICE_REMOVED, "the registry of subdevices is closed");
        }
        if (devices.containsKey(name)) {
            throw new AudioException(Reason.OBJECT_NAME_COLLISION, "there is a device " + name + " already");
        }
        var device = new RegisteredDevice(this, name, maxObjects);
        devices.put(name, device);
        return device;
    }

    static void requireName(String what, String name) throws AudioException {
        if (name == null || name.isBlank()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, what + " is named \"" + name + "\", expected a name that is not blank");
        }
    }

    /** What was passed as a port. */
    static Port<?> requirePort(IUnknown unknown) throws AudioException {
        var found = unknown == null ? null : unknown.queryInterface(IPort.class).orElse(null);
        if (found instanceof Port<?> port) {
            return port;
        }
        throw new AudioException(Reason.INVALID_PARAMETER, unknown + " is no port, expected one of this platform's");
    }

    /** A port belongs to one subdevice at a time. */
    void claim(Port<?> port) throws AudioException {
        if (!registered.add(port)) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "the port " + port + " is registered already");
        }
    }

    void unclaim(Port<?> port) {
        registered.remove(port);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    PortFactory ports() {
        return ports;
    }

    FilterPublisher publisher() {
        return publisher;
    }

    synchronized void remove(RegisteredDevice device) {
        devices.remove(device.name(), device);
    }

    private synchronized List<RegisteredDevice> shut() {
        closed = true;
        return List.copyOf(devices.values());
    }

    /** Closes all devices; there will be no other. */
    @Override
    public void close() {
        shut().forEach(RegisteredDevice::close);
    }
}
