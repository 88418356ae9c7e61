// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.IUnregisterPhysicalConnection;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.runtime.port.Port;
import org.wavedock.wave.AudioException;

/** What the registry makes a port answer for itself; its references are the port's. */
final class PortHandle implements IUnregisterSubdevice, IUnregisterPhysicalConnection {
    private final RegisteredDevice device;
    private final Port<?> port;
    private final AtomicBoolean closed = new AtomicBoolean();

    PortHandle(RegisteredDevice device, Port<?> port) {
        this.device = device;
        this.port = port;
    }

    @Override
    public void unregisterSubdevice(IUnknown unknown) throws AudioException {
        device.unregisterSubdevice(unknown);
    }

    @Override
    public void unregisterPhysicalConnection(IUnknown from, int fromPin, IUnknown to, int toPin) throws AudioException {
        device.unregisterPhysicalConnection(from, fromPin, to, toPin);
    }

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        return port.queryInterface(type);
    }

    @Override
    public int addRef() {
        return port.addRef();
    }

    @Override
    public int release() {
        return port.release();
    }

    /** For a holder that added a reference. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
