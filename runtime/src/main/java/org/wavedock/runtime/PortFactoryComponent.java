// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.Resource;
import org.wavedock.runtime.port.Ports;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.wave.AudioException;

/** The port factory as a service. */
@Component(service = PortFactory.class, immediate = true)
public final class PortFactoryComponent implements PortFactory {
    private final Ports ports;

    /**
     * Activation.
     *
     * @param scheduler the platform's
     */
    @Activate
    public PortFactoryComponent(@Reference Scheduler scheduler) {
        ports = new Ports(scheduler);
    }

    @Deactivate
    void deactivate() {
        ports.end();
    }

    @Override
    public <P extends IPort> P newPort(Class<P> portClass) throws AudioException {
        return ports.newPort(portClass);
    }

    @Override
    public IServiceGroup newServiceGroup() {
        return ports.newServiceGroup();
    }

    @Override
    public IResourceList newResourceList(List<? extends Resource> entries) {
        return ports.newResourceList(entries);
    }
}
