// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;

/**
 * Stops and starts the backend of one device by whatever made it: its configuration, its component or its bundle.
 *
 * <p>Devices are found by their service's number, so nothing here knows what a backend is.
 */
final class BackendControl {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Configurations configurations;
    private final ServiceComponentRuntime components;
    private final Cancellation cancellation;
    private final Map<String, Restart> stopped = new ConcurrentHashMap<>();

    /** Undoes a stop. */
    private interface Restart {
        void run() throws Failure;
    }

    BackendControl(
            BundleContext context,
            Configurations configurations,
            ServiceComponentRuntime components,
            Cancellation cancellation) {
        this.context = context;
        this.configurations = configurations;
        this.components = components;
        this.cancellation = cancellation;
    }

    /** Stops the backend of a device and returns when the device is gone. */
    void stop(AudioStreams streams, String device) throws Failure {
        var reference = reference(Devices.find(streams, device));
        stopped.put(device, stop(reference));
        if (!cancellation.waitFor(() -> reference.getBundle() == null, LIMIT)) {
            throw Failure.of("the backend of " + device + " did not stop within " + LIMIT.toSeconds() + " s");
        }
    }

    /** Starts a backend that {@link #stop} stopped and returns when the device is back. */
    void start(AudioStreams streams, String device) throws Failure {
        var restart = stopped.remove(device);
        if (restart == null) {
            throw Failure.usage("the backend of \"" + device + "\" was not stopped here; stopped are "
                    + Devices.list(stopped.keySet()));
        }
        restart.run();
        if (!cancellation.waitFor(() -> Devices.names(streams).contains(AlsaDevices.name(device)), LIMIT)) {
            throw Failure.of("the backend of " + device + " did not start within " + LIMIT.toSeconds() + " s");
        }
    }

    private ServiceReference<?> reference(DeviceSnapshot device) throws Failure {
        try {
            var found = context.getAllServiceReferences(null, "(service.id=" + device.serviceId() + ")");
            if (found != null) {
                return found[0];
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw Failure.of("device " + device.name() + " is gone already");
    }

    private Restart stop(ServiceReference<?> reference) throws Failure {
        if (reference.getProperty("service.factoryPid") instanceof String factoryPid
                && reference.getProperty("service.pid") instanceof String pid) {
            var found = configurations.find(pid);
            if (!found.isEmpty()) {
                var properties = found.get(0).getProperties();
                configurations.deleteAll(found, cancellation);
                return () -> configurations.recreate(factoryPid, pid, properties);
            }
        }
        var bundle = reference.getBundle();
        if (reference.getProperty("component.name") instanceof String name) {
            var component = components.getComponentDescriptionDTO(bundle, name);
            if (component != null) {
                return disable(component);
            }
        }
        return stop(bundle);
    }

    private Restart disable(ComponentDescriptionDTO component) {
        components.disableComponent(component);
        return () -> components.enableComponent(component);
    }

    private static Restart stop(Bundle bundle) throws Failure {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
            throw Failure.of("bundle " + bundle.getSymbolicName() + " does not stop: " + e.getMessage(), e);
        }
        return () -> {
            try {
                bundle.start(Bundle.START_TRANSIENT);
            } catch (BundleException e) {
                throw Failure.of("bundle " + bundle.getSymbolicName() + " does not start: " + e.getMessage(), e);
            }
        };
    }
}
