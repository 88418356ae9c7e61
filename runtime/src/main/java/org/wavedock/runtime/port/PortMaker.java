// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.Resource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Makes ports and lists; whose service groups they are is left to others. */
abstract class PortMaker implements PortFactory {
    private static final Map<Class<? extends IPort>, Supplier<IPort>> MAKERS =
            Map.of(IPortWaveCyclic.class, WaveCyclicPort::new, IPortWavePci.class, WavePciPort::new);

    @Override
    public final <P extends IPort> P newPort(Class<P> portClass) throws AudioException {
        if (portClass == null) {
            throw new AudioException(Reason.INVALID_PARAMETER, "port class is null, expected " + MAKERS.keySet());
        }
        var maker = MAKERS.get(portClass);
        if (maker == null) {
            throw new AudioException(
                    Reason.NOT_SUPPORTED, "no port of class " + portClass.getName() + ", expected " + MAKERS.keySet());
        }
        return portClass.cast(maker.get());
    }

    @Override
    public final IResourceList newResourceList(List<? extends Resource> entries) {
        return new ResourceList(List.copyOf(entries));
    }
}
