// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck.osgi;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.tck.BackendTck;
import org.wavedock.tck.TestClock;
import org.wavedock.tck.TestedDevice;

/**
 * All rules for each device service of the framework that bnd's tester runs in; named by the bundle's {@code Test-Cases}. It
 * waits for as many devices as the framework property {@value #DEVICES} says, one without it.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("devices")
public class ServiceTck extends BackendTck {
    static final String DEVICES = "wavedock.tck.devices";

    private static final long WAIT_SECONDS = 20;
    private static final long LOOK_NANOS = 10_000_000;

    private final String name;

    /**
     * The rules for one device.
     *
     * @param name the device's
     */
    public ServiceTck(String name) {
        this.name = name;
    }

    /** The devices' names, best device first. */
    static Stream<String> devices() throws InvalidSyntaxException {
        var context = context();
        var wanted = context.getProperty(DEVICES) == null ? 1 : Integer.parseInt(context.getProperty(DEVICES));
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (references(context).size() < wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        var found = references(context);
        if (found.size() < wanted) {
            throw new IllegalStateException("there are " + found.size() + " DmaChannelProvider services after "
                    + WAIT_SECONDS + " s, expected " + wanted + " or more (framework property " + DEVICES + ")");
        }
        return found.stream()
                .map(reference -> context.getService(reference).description().name());
    }

    private static BundleContext context() {
        return FrameworkUtil.getBundle(ServiceTck.class).getBundleContext();
    }

    private static List<ServiceReference<DmaChannelProvider>> references(BundleContext context)
            throws InvalidSyntaxException {
        return context.getServiceReferences(DmaChannelProvider.class, null).stream()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    @Override
    protected TestedDevice device() throws Exception {
        var context = context();
        var clock = context.getService(context.getServiceReference(TestClock.class));
        for (var reference : references(context)) {
            var provider = context.getService(reference);
            if (provider != null && provider.description().name().equals(name)) {
                return new ServiceDevice(provider, clock, context::getProperty);
            }
        }
        throw new IllegalStateException("device " + name + " has left");
    }
}
