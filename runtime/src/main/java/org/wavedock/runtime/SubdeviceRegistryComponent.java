// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.wavedock.portcls.AdapterDevice;
import org.wavedock.portcls.SubdeviceRegistry;
import org.wavedock.runtime.filter.Registry;
import org.wavedock.wave.AudioException;

/** The registry as one bundle has it: a bundle that goes takes its devices along. */
@Component(service = SubdeviceRegistry.class, scope = ServiceScope.BUNDLE)
public final class SubdeviceRegistryComponent implements SubdeviceRegistry {
    private final Registry registry;
    private final List<AdapterDevice> devices = new CopyOnWriteArrayList<>();

    /**
     * Activation.
     *
     * @param owner has the one registry
     */
    @Activate
    public SubdeviceRegistryComponent(@Reference RegistryComponent owner) {
        registry = owner.registry();
    }

    @Override
    public AdapterDevice addAdapterDevice(String name, int maxObjects) throws AudioException {
        var device = registry.addAdapterDevice(name, maxObjects);
        devices.add(device);
        return device;
    }

    @Deactivate
    void deactivate() {
        devices.forEach(AdapterDevice::close);
    }
}
