// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DynamicSubdevice;
import org.wavedock.portcls.IUnregisterPhysicalConnection;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.runtime.port.Port;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** A subdevice that comes and goes. Its lock is held while it does, so that plugs and unplugs never mix. */
final class Jack implements DynamicSubdevice {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    private final RegisteredDevice device;
    private final String name;
    private List<Wire> wires = List.of();
    private Port<?> port;
    private boolean plugged;
    private boolean closed;

    Jack(RegisteredDevice device, String name) {
        this.device = device;
        this.name = name;
    }

    @Override
    public synchronized void instantiate(IUnknown unknown, List<Wire> newWires) throws AudioException {
        requireOpen();
        if (port != null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "subdevice " + name + " has a port already");
        }
        var given = Registry.requirePort(unknown);
        wires = List.copyOf(newWires);
        port = given;
        port.addRef();
        for (var wire : wires) {
            wire.from().addRef();
            wire.to().addRef();
        }
    }

    @Override
    public synchronized void plug() throws AudioException {
        requireInstantiated();
        if (plugged) {
            return;
        }
        device.registerSubdevice(name, port);
        var done = new ArrayList<Wire>();
        try {
            for (var wire : wires) {
                device.registerPhysicalConnection(wire.from(), wire.fromPin(), wire.to(), wire.toPin());
                done.add(wire);
            }
        } catch (AudioException | RuntimeException | Error e) {
            withdraw(done);
            throw e;
        }
        plugged = true;
    }

    @Override
    public synchronized void unplug() throws AudioException {
        requireInstantiated();
        if (plugged) {
            withdraw(wires);
            plugged = false;
        }
    }

    /** As the adapter driver of portcls would: everything through the port. */
    private void withdraw(List<Wire> registered) throws AudioException {
        var connections =
                port.queryInterface(IUnregisterPhysicalConnection.class).orElseThrow();
        for (var wire : registered) {
            try {
                connections.unregisterPhysicalConnection(wire.from(), wire.fromPin(), wire.to(), wire.toPin());
            } catch (AudioException e) {
                // Somebody else has withdrawn it, or the subdevice at its other end.
                LOG.log(Level.DEBUG, "no connection is left of " + wire, e);
            }
        }
        port.queryInterface(IUnregisterSubdevice.class).orElseThrow().unregisterSubdevice(port);
    }

    @Override
    public synchronized boolean isPlugged() {
        return plugged;
    }

    private void requireInstantiated() throws AudioException {
        requireOpen();
        if (port == null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "subdevice " + name + " has no port yet");
        }
    }

    private void requireOpen() throws AudioException {
        if (closed) {
            throw new AudioException(Reason.DEVICE_REMOVED, "subdevice " + name + " is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        device.forget(this);
        if (port == null) {
            return;
        }
        if (plugged) {
            plugged = false;
            try {
                withdraw(wires);
            } catch (AudioException | RuntimeException | Error e) {
                LOG.log(Level.WARNING, "subdevice " + name + " was not unplugged in order", e);
            }
        }
        for (var wire : wires) {
            wire.from().release();
            wire.to().release();
        }
        port.release();
    }
}
