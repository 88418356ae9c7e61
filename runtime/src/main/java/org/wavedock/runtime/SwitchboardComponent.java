// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Limits;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.wave.AudioException;

/**
 * The one switchboard, and its ear for devices that come and go. {@code Bundle.stop} of a backend waits for the unbind
 * here, and the unbind waits until the streams have left: stop, update and uninstall need no case of their own.
 */
@Component(service = SwitchboardComponent.class, immediate = true, configurationPid = SwitchboardComponent.LIMITS_PID)
@Designate(ocd = SwitchboardComponent.Config.class)
public final class SwitchboardComponent {
    /** The PID of the limits. */
    public static final String LIMITS_PID = "org.wavedock.runtime.limits";

    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    /** What one device and one client may take. */
    @ObjectClassDefinition(
            name = "Wavedock limits",
            description =
                    "So that a bundle that forgets to close its streams does not take everything. A change counts for what"
                            + " is opened from then on.")
    public @interface Config {
        /** {@code streams.per.device}. */
        @AttributeDefinition(
                name = "streams.per.device",
                description = "Streams that are open on one device; 1 or more")
        int streams_per_device() default 256;

        /** {@code streams.per.bundle}. */
        @AttributeDefinition(name = "streams.per.bundle", description = "Streams that one bundle has open; 1 or more")
        int streams_per_bundle() default 256;

        /** {@code bytes.per.bundle}. */
        @AttributeDefinition(
                name = "bytes.per.bundle",
                description = "Bytes of history that the streams of one bundle hold together; 1 or more")
        long bytes_per_bundle() default 536_870_912;
    }

    private final Switchboard switchboard;
    private final Bundle framework;

    /**
     * Activation.
     *
     * @param scheduler the platform's
     * @param preferences what is remembered of devices
     * @param context this bundle's
     * @param config the limits
     * @throws IllegalArgumentException if a limit is not 1 or more
     */
    @Activate
    public SwitchboardComponent(
            @Reference Scheduler scheduler,
            @Reference PreferencesComponent preferences,
            BundleContext context,
            Config config) {
        switchboard = new Switchboard(scheduler);
        preferences.onChange(switchboard::prefer);
        limit(config);
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    @Modified
    void limit(Config config) {
        switchboard.limit(
                new Limits(config.streams_per_device(), config.streams_per_bundle(), config.bytes_per_bundle()));
    }

    Switchboard switchboard() {
        return switchboard;
    }

    @Deactivate
    void deactivate() {
        switchboard.end();
    }

    @Reference(
            service = DmaChannelProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            bind = "addDevice",
            updated = "updateDevice",
            unbind = "removeDevice")
    void addDevice(ServiceReference<DmaChannelProvider> reference, DmaChannelProvider provider) {
        try {
            switchboard.add(provider, origin(reference));
        } catch (AudioException | RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the device of " + reference + " cannot be used", e);
        }
    }

    void updateDevice(ServiceReference<DmaChannelProvider> reference) {
        switchboard.change(origin(reference));
    }

    void removeDevice(ServiceReference<DmaChannelProvider> reference) {
        if (framework != null && framework.getState() == Bundle.STOPPING) {
            switchboard.halt();
        }
        switchboard.remove((Long) reference.getProperty(Constants.SERVICE_ID));
    }

    private static DeviceOrigin origin(ServiceReference<DmaChannelProvider> reference) {
        var ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
        var bundle = reference.getBundle();
        return new DeviceOrigin(ranking, bundle == null ? "?" : bundle.getSymbolicName(), (Long)
                reference.getProperty(Constants.SERVICE_ID));
    }
}
