// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A real device in whose channels one method goes wrong at its n-th call. */
final class FaultyProvider implements DmaChannelProvider {
    private final DmaChannelProvider real;
    private final String method;
    private final Runnable fault;
    private int callsLeft;

    FaultyProvider(DmaChannelProvider real, String method, int goodCalls, Runnable fault) {
        this.real = real;
        this.method = method;
        this.fault = fault;
        callsLeft = goodCalls;
    }

    @Override
    public DeviceDescription description() {
        meet("description");
        return real.description();
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        meet("checkFormat");
        real.checkFormat(direction, format);
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        meet("newChannel");
        var channel = real.newChannel(direction, format, maximumBufferSize);
        Class<?>[] types = {IDmaChannelSlave.class, TransferControl.class};
        return (IDmaChannelSlave) Proxy.newProxyInstance(getClass().getClassLoader(), types, (proxy, called, args) -> {
            if (called.getName().equals("queryInterface")) {
                return ((Class<?>) args[0]).isInstance(proxy) ? Optional.of(proxy) : Optional.empty();
            }
            meet(called.getName());
            try {
                return called.invoke(channel, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void meet(String called) {
        if (called.equals(method) && callsLeft-- <= 0) {
            fault.run();
        }
    }
}
