// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.WaveFilter;
import org.wavedock.runtime.filter.Filter;
import org.wavedock.runtime.filter.FilterClient;
import org.wavedock.runtime.filter.FilterPublisher.Publication;
import org.wavedock.runtime.filter.Registry;
import org.wavedock.runtime.time.Scheduler;

/** The one registry of subdevices; what it publishes are services of this bundle's. Others see it as a service of their own. */
@Component(service = RegistryComponent.class, immediate = true)
public final class RegistryComponent {
    private final Registry registry;
    private final BundleContext context;

    /**
     * Activation.
     *
     * @param scheduler the platform's
     * @param ports where service groups come from
     * @param context this bundle's
     */
    @Activate
    public RegistryComponent(@Reference Scheduler scheduler, @Reference PortFactory ports, BundleContext context) {
        this.context = context;
        registry = new Registry(scheduler, ports, this::publish);
    }

    @Deactivate
    void deactivate() {
        registry.close();
    }

    Registry registry() {
        return registry;
    }

    private Publication publish(Filter filter, Map<String, Object> properties) {
        var registration =
                context.registerService(WaveFilter.class, new ClientFactory(filter), new Hashtable<>(properties));
        return registration::unregister;
    }

    /** Each bundle has a filter of its own, and what it opened is closed when it stops. */
    private record ClientFactory(Filter filter) implements ServiceFactory<WaveFilter> {
        @Override
        public WaveFilter getService(Bundle bundle, ServiceRegistration<WaveFilter> registration) {
            return filter.newClient();
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<WaveFilter> registration, WaveFilter service) {
            ((FilterClient) service).close();
        }
    }
}
