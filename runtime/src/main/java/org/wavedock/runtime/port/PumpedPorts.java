// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.portcls.IServiceGroup;

/** The port factory of one device's own miniports: all of its service groups are one, which the device's pump serves. */
public final class PumpedPorts extends PortMaker {
    private final ServiceGroup group;

    /**
     * A factory.
     *
     * @param group the pump's
     */
    public PumpedPorts(ServiceGroup group) {
        this.group = group;
    }

    @Override
    public IServiceGroup newServiceGroup() {
        group.addRef();
        return group;
    }
}
